using System;
using System.Linq;
using System.Threading.Tasks;
using GenTracker.Tests.Support;
using Xunit;

namespace GenTracker.Tests;

/// <summary>Children whose opener numbers their incarnations, beside those that the tracker numbers.</summary>
public sealed class FirstIncarnationTests
{
    private const long First = 5L << 24;

    private static readonly ChildOptions Numbered = new() { FirstIncarnation = First };

    [Fact]
    public void A_child_starts_with_the_number_of_its_opener_and_counts_on_over_restarts()
    {
        var world = new World(options => options.Restart = RestartPolicy.Transient);
        var runs = new RunEnds(world);
        Probe probe = world.Open("a", runs.Script, Numbered);
        long listed = world.Tracker.GetChildren().Single().Incarnation;

        runs.Fail();
        world.Advance(TimeSpan.FromSeconds(1));
        world.Result(world.Tracker.StopAsync("a"));

        Assert.Equal((First, First), (probe.Incarnation, listed));
        Assert.Equal([First, First + 1], world.Tracker.Made.Select(static made => made.Exits.Single().Incarnation));
    }

    [Fact]
    public void A_number_of_an_opener_does_not_raise_those_of_the_tracker()
    {
        var world = new World();
        world.Open("a", options: Numbered);
        world.Result(world.Tracker.StopAsync("a"));

        Probe same = world.Open("a");
        Probe other = world.Open("b");

        Assert.Equal((1, 1), (same.Incarnation, other.Incarnation));
    }

    [Fact]
    public void A_number_of_an_opener_stays_below_those_that_the_tracker_has_reached()
    {
        var world = new World();
        for (int life = 0; life < 3; life++)
        {
            world.Open("a");
            world.Result(world.Tracker.StopAsync("a"));
        }

        Probe probe = world.Open("a", options: new ChildOptions { FirstIncarnation = 2 });

        Assert.Equal(2, probe.Incarnation);
    }

    [Fact]
    public void A_failed_start_has_the_number_and_leaves_no_trace_in_those_of_the_tracker()
    {
        var world = new World();
        Task<Probe> failed = world.Tracker.OpenAsync("a", static probe => probe.OnStart = static _ => throw new InvalidOperationException(), Numbered).AsTask();

        Assert.Throws<ChildStartException>(() => world.Result(failed));

        Assert.Equal(First, world.Tracker.Made.Single().Incarnation);
        Assert.Equal(1, world.Open("a").Incarnation);
    }

    [Fact]
    public void A_child_that_was_waited_for_has_the_number_of_the_caller_who_opens_it()
    {
        var world = new World();
        var disposal = new TaskCompletionSource();
        world.Open("a", made => made.OnDispose = () => new ValueTask(disposal.Task));
        _ = world.Tracker.StopAsync("a");
        world.Settle();

        Task<Probe> waiting = world.Tracker.OpenAsync("a", options: Numbered).AsTask();
        world.Run(disposal.SetResult);

        Assert.Equal(First, world.Result(waiting).Incarnation);
    }
}
