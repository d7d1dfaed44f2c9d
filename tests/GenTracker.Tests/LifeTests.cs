using System;
using System.Threading.Tasks;
using GenTracker.Tests.Support;
using Xunit;

namespace GenTracker.Tests;

/// <summary>The life of one key from its opening to its end.</summary>
public sealed class LifeTests
{
    [Fact]
    public void An_opened_child_is_found_and_after_its_stop_is_not()
    {
        var world = new World();

        Probe probe = world.Open("a");
        Probe? found = world.Tracker.Find("a");
        bool stopped = world.Result(world.Tracker.StopAsync("a"));

        Assert.Same(probe, found);
        Assert.True(stopped);
        Assert.Null(world.Tracker.Find("a"));
        Assert.Equal(["start", "started", "run", "ran", "after Stopped", "dispose"], probe.Steps);
        Assert.Equal(0, world.Time.PendingTimers);
        Assert.Empty(world.Tracker.GetChildren());
    }

    [Fact]
    public void A_failed_start_reaches_the_opener_with_its_cause_and_leaves_nothing()
    {
        var world = new World();
        var cause = new InvalidOperationException("no source");

        ValueTask<Probe> opening = world.Tracker.OpenAsync("a", probe => probe.OnStart = _ => throw cause);
        var told = Assert.Throws<ChildStartException>(() => world.Result(opening));

        Assert.Same(cause, told.InnerException);
        Assert.Equal("a", told.Key);
        Assert.Equal("Probe", told.TrackerName);
        Assert.Empty(world.Tracker.GetChildren());
        Assert.Equal(["start", "dispose"], world.Tracker.Made[0].Steps);
    }
}
