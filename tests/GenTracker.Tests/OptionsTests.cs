using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Tests.Support;
using Microsoft.Extensions.Options;
using Xunit;

namespace GenTracker.Tests;

/// <summary>What options can be, and how many children there can be.</summary>
public sealed class OptionsTests
{
    private const string TimeoutRange = "zero or more and at most 49 days, or Timeout.InfiniteTimeSpan";

    private static readonly TimeSpan Negative = TimeSpan.FromTicks(-1);
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(uint.MaxValue - 1);
    private static readonly TimeSpan TooLong = Longest + TimeSpan.FromTicks(1);

    public static TheoryData<string, string, Action<TrackerOptions>> Wrong => new()
    {
        { "Restart", "Temporary, Transient or Permanent", options => options.Restart = (RestartPolicy)7 },
        { "StartTimeout", "more than zero and at most 49 days, or Timeout.InfiniteTimeSpan", options => options.StartTimeout = TimeSpan.Zero },
        { "StartTimeout", "more than zero and at most 49 days, or Timeout.InfiniteTimeSpan", options => options.StartTimeout = Negative },
        { "StartTimeout", "more than zero and at most 49 days, or Timeout.InfiniteTimeSpan", options => options.StartTimeout = TooLong },
        { "StopTimeout", TimeoutRange, options => options.StopTimeout = Negative },
        { "StopTimeout", TimeoutRange, options => options.StopTimeout = TooLong },
        { "AfterTerminateTimeout", TimeoutRange, options => options.AfterTerminateTimeout = Negative },
        { "AfterTerminateTimeout", TimeoutRange, options => options.AfterTerminateTimeout = TooLong },
        { "MaxRestarts", "zero or more", options => options.MaxRestarts = -1 },
        { "RestartWindow", "more than zero", options => options.RestartWindow = TimeSpan.Zero },
        { "MaxChildren", "more than zero", options => options.MaxChildren = 0 },
        { "MaxMetricSeries", "zero or more", options => options.MaxMetricSeries = -1 },
        { "RecentExits", "zero or more", options => options.RecentExits = -1 },
        { "CloseOn", "HostStopping or HostStopped", options => options.CloseOn = (TrackerCloseTrigger)7 },
        { "TimeProvider", "a clock", options => options.TimeProvider = null! },
        { "Backoff", "a RestartBackoff", options => options.Backoff = null! },
        { "Backoff.Initial", "zero or more", options => options.Backoff = new RestartBackoff { Initial = Negative } },
        {
            "Backoff.Max",
            "at least Backoff.Initial and at most 49 days",
            options => options.Backoff = new RestartBackoff { Initial = TimeSpan.FromSeconds(2), Max = TimeSpan.FromSeconds(1) }
        },
        { "Backoff.Max", "at least Backoff.Initial and at most 49 days", options => options.Backoff = new RestartBackoff { Max = TooLong } },
        { "Backoff.Factor", "1 or more", options => options.Backoff = new RestartBackoff { Factor = 0.9 } },
        { "Backoff.Factor", "1 or more", options => options.Backoff = new RestartBackoff { Factor = double.NaN } },
        { "Backoff.Factor", "1 or more", options => options.Backoff = new RestartBackoff { Factor = double.PositiveInfinity } },
        { "Backoff.Jitter", "from 0 to 1", options => options.Backoff = new RestartBackoff { Jitter = 1.1 } },
        { "Backoff.Jitter", "from 0 to 1", options => options.Backoff = new RestartBackoff { Jitter = double.NaN } },
        { "Backoff.ResetAfter", "zero or more", options => options.Backoff = new RestartBackoff { ResetAfter = Negative } },
    };

    public static TheoryData<Action<TrackerOptions>> Extreme => new()
    {
        options => options.StartTimeout = Timeout.InfiniteTimeSpan,
        options => options.StopTimeout = Timeout.InfiniteTimeSpan,
        options => options.StopTimeout = TimeSpan.Zero,
        options => options.AfterTerminateTimeout = Timeout.InfiniteTimeSpan,
        options => options.AfterTerminateTimeout = TimeSpan.Zero,
        options => options.StopTimeout = Longest,
        options => options.MaxRestarts = 0,
        options => options.RestartWindow = TimeSpan.MaxValue,
        options => options.MaxChildren = 1,
        options => options.MaxMetricSeries = 0,
        options => options.RecentExits = 0,
        options => options.Backoff = new RestartBackoff { Initial = TimeSpan.Zero, Max = TimeSpan.Zero, Factor = 1, Jitter = 1, ResetAfter = TimeSpan.Zero },
        options => options.Backoff = new RestartBackoff { Max = Longest, Jitter = 0 },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_value_that_an_option_cannot_have_is_refused_with_the_tracker_and_the_option(string option, string mustBe, Action<TrackerOptions> configure)
    {
        var refused = Assert.Throws<OptionsValidationException>(() => new World(configure));

        Assert.StartsWith($"Tracker Probe: {option} is ", Assert.Single(refused.Failures), StringComparison.Ordinal);
        Assert.EndsWith($"; it must be {mustBe}.", refused.Message, StringComparison.Ordinal);
        Assert.Equal("Probe", refused.OptionsName);
    }

    [Theory]
    [MemberData(nameof(Extreme))]
    public void An_option_s_last_possible_value_is_possible(Action<TrackerOptions> configure)
    {
        var world = new World(configure);

        Probe probe = world.Open("a");
        Task<bool> stop = world.Tracker.StopAsync("a");

        Assert.True(world.Result(stop));
        Assert.Equal(ExitReason.Stopped, probe.Exits.Single().Reason);
    }

    [Fact]
    public void Options_that_are_right_are_said_to_be()
    {
        ValidateOptionsResult result = new TrackerOptionsValidator().Validate("Probe", new TrackerOptions());

        Assert.Equal((true, false), (result.Succeeded, result.Failed));
    }

    [Fact]
    public void An_option_that_is_null_is_said_to_be_null()
    {
        var refused = Assert.Throws<OptionsValidationException>(() => new World(options => options.Backoff = null!));

        Assert.Equal("Tracker Probe: Backoff is null; it must be a RestartBackoff.", Assert.Single(refused.Failures));
    }

    [Fact]
    public void All_wrong_options_are_told_at_once()
    {
        var refused = Assert.Throws<OptionsValidationException>(() => new World(options =>
        {
            options.MaxChildren = 0;
            options.StopTimeout = Negative;
        }));

        Assert.Equal(2, refused.Failures.Count());
    }

    [Fact]
    public void The_defaults_are_those_that_the_documentation_states()
    {
        var options = new TrackerOptions();

        Assert.Equal(RestartPolicy.Temporary, options.Restart);
        Assert.Equal((TimeSpan.FromMilliseconds(50), 2d, TimeSpan.FromSeconds(5)), (options.Backoff.Initial, options.Backoff.Factor, options.Backoff.Max));
        Assert.Equal((1d, TimeSpan.FromSeconds(30)), (options.Backoff.Jitter, options.Backoff.ResetAfter));
        Assert.Equal(TimeSpan.FromSeconds(60), options.StartTimeout);
        Assert.Equal(TimeSpan.FromSeconds(5), options.StopTimeout);
        Assert.Equal(TimeSpan.FromSeconds(5), options.AfterTerminateTimeout);
        Assert.Equal((int.MaxValue, TrackerCloseTrigger.HostStopping), (options.MaxChildren, options.CloseOn));
        Assert.Equal((32, 1_000), (options.RecentExits, options.MaxMetricSeries));
        Assert.Same(TimeProvider.System, options.TimeProvider);
    }

    [Fact]
    public void Options_are_copied_so_that_later_changes_have_no_effect()
    {
        var world = new World();
        world.Options.MaxChildren = 1;
        world.Options.StopTimeout = TimeSpan.FromDays(1);
        var deaf = new TaskCompletionSource();

        world.Open("a");
        world.Open("b", probe => probe.OnRun = _ => deaf.Task);
        Task<bool> stop = world.Tracker.StopAsync("b");
        world.Advance(TimeSpan.FromSeconds(5));

        Assert.True(world.Result(stop));
    }

    [Fact]
    public void Child_options_that_cannot_be_are_refused_and_named()
    {
        var world = new World();

        var restart = Assert.Throws<ArgumentOutOfRangeException>(() => world.Open("a", options: new ChildOptions { Restart = (RestartPolicy)7 }));
        var stop = Assert.Throws<ArgumentOutOfRangeException>(() => world.Open("a", options: new ChildOptions { StopTimeout = Negative }));

        Assert.StartsWith("ChildOptions.Restart must be Temporary, Transient or Permanent.", restart.Message, StringComparison.Ordinal);
        Assert.StartsWith($"ChildOptions.StopTimeout must be {TimeoutRange}.", stop.Message, StringComparison.Ordinal);
        Assert.Equal(((object)(RestartPolicy)7, (object)Negative), (restart.ActualValue, stop.ActualValue));
        Assert.Empty(world.Tracker.GetChildren());
    }

    [Theory]
    [InlineData(long.MinValue)]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(long.MaxValue - int.MaxValue + 1L)]
    [InlineData(long.MaxValue)]
    public void A_first_incarnation_without_room_below_or_above_it_is_refused_and_named(long first)
    {
        var world = new World();

        var refusal = Assert.Throws<ArgumentOutOfRangeException>(() => world.Open("a", options: new ChildOptions { FirstIncarnation = first }));

        Assert.StartsWith("ChildOptions.FirstIncarnation must be 1 to 9223372034707292160, or null", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(first, refusal.ActualValue);
        Assert.Empty(world.Tracker.GetChildren());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(long.MaxValue - int.MaxValue)]
    public void A_first_incarnation_at_either_bound_is_taken(long first)
    {
        var world = new World();

        Probe probe = world.Open("a", options: new ChildOptions { FirstIncarnation = first });

        Assert.Equal(first, probe.Incarnation);
    }

    [Fact]
    public void The_restart_policy_of_one_child_goes_before_the_tracker_s()
    {
        var world = new World();
        world.Open("a", probe => probe.OnRun = _ => throw new InvalidOperationException("lost"), new ChildOptions { Restart = RestartPolicy.Transient });
        world.Settle();

        Assert.Equal(ChildState.Restarting, world.Tracker.GetChildren().Single().State);
    }

    [Fact]
    public void A_full_tracker_refuses_further_keys_and_still_gives_those_that_it_has()
    {
        var world = new World(options => options.MaxChildren = 2);
        var never = new TaskCompletionSource();
        Probe running = world.Open("a");
        _ = world.Tracker.OpenAsync("b", probe => probe.OnStart = _ => never.Task).AsTask();

        var refused = Assert.Throws<TrackerFullException>(() => world.Result(world.Tracker.OpenAsync("c")));

        Assert.Equal(("c", "Probe"), (refused.Key, refused.TrackerName));
        Assert.Contains("MaxChildren", refused.Message, StringComparison.Ordinal);
        Assert.Contains("there are 2 children already", refused.Message, StringComparison.Ordinal);
        Assert.Same(running, world.Result(world.Tracker.OpenAsync("a")));
        Assert.Equal(2, world.Tracker.Made.Count);
    }

    [Fact]
    public void A_stop_that_has_completed_has_made_room()
    {
        var world = new World(options => options.MaxChildren = 1);
        world.Open("a");
        Task<bool> stop = world.Tracker.StopAsync("a");
        while (!stop.IsCompleted)
            Assert.True(world.Dispatcher.RunOne(), "The stop completes.");

        ValueTask<Probe> opening = world.Tracker.OpenAsync("b");

        Assert.NotNull(world.Result(opening));
    }

    [Fact]
    public void Children_that_were_abandoned_take_room_until_their_code_has_ended()
    {
        var world = new World(options => options.MaxChildren = 1);
        var deaf = new TaskCompletionSource();
        world.Open("a", probe => probe.OnRun = _ => deaf.Task);
        Task<bool> stop = world.Tracker.StopAsync("a");
        world.Advance(TimeSpan.FromSeconds(5));
        Assert.True(world.Result(stop));

        Assert.Throws<TrackerFullException>(() => world.Result(world.Tracker.OpenAsync("b")));
        world.Run(deaf.SetResult);

        Assert.NotNull(world.Open("b"));
    }

    [Fact]
    public void An_open_that_waits_for_an_ending_key_takes_over_its_room()
    {
        var world = new World(options => options.MaxChildren = 1);
        world.Open("a");
        Task<bool> stop = world.Tracker.StopAsync("a");

        Task<Probe> next = world.Tracker.OpenAsync("a").AsTask();

        Assert.NotNull(world.Result(next));
        Assert.True(world.Result(stop));
    }

    [Fact]
    public void Failed_starts_give_their_room_back()
    {
        var world = new World(options => options.MaxChildren = 1);
        for (var i = 0; i < 3; i++)
        {
            Task<Probe> failed = world.Tracker.OpenAsync("a", _ => throw new InvalidOperationException("no source")).AsTask();
            Assert.Throws<ChildStartException>(() => world.Result(failed));
        }

        Assert.NotNull(world.Open("b"));
    }
}
