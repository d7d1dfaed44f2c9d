using System;
using GenTracker.Supervision;
using Xunit;

namespace GenTracker.Tests;

/// <summary>The policy of an end: which reason it has, what is told with it, and whether a restart is due. Promises 4, 10 and 12.</summary>
public sealed class ExitDecisionTests
{
    private static readonly InvalidOperationException Failure = new("lost the source");
    private static readonly OperationCanceledException Cancellation = new();
    private static readonly TimeoutException Timeout = new("60 s");

    public static TheoryData<ExitReason?, RestartPolicy?, bool, Exception?, ExitReason, Exception?, bool> Runs => new()
    {
        // told to stop, policy, abandoned, threw, reason, told with, restart
        { null, RestartPolicy.Temporary, false, null, ExitReason.Completed, null, false },
        { null, RestartPolicy.Transient, false, null, ExitReason.Completed, null, false },
        { null, RestartPolicy.Permanent, false, null, ExitReason.Completed, null, true },
        { null, RestartPolicy.Temporary, false, Failure, ExitReason.Failed, Failure, false },
        { null, RestartPolicy.Transient, false, Failure, ExitReason.Failed, Failure, true },
        { null, RestartPolicy.Permanent, false, Failure, ExitReason.Failed, Failure, true },
        { null, RestartPolicy.Transient, false, Cancellation, ExitReason.Failed, Cancellation, true },
        { null, null, false, Failure, ExitReason.Failed, Failure, false },
        { ExitReason.Stopped, RestartPolicy.Permanent, false, null, ExitReason.Stopped, null, false },
        { ExitReason.Stopped, RestartPolicy.Permanent, false, Cancellation, ExitReason.Stopped, null, false },
        { ExitReason.Stopped, RestartPolicy.Permanent, false, Failure, ExitReason.Stopped, Failure, false },
        { ExitReason.Retired, RestartPolicy.Permanent, false, null, ExitReason.Retired, null, false },
        { ExitReason.TrackerClosed, RestartPolicy.Permanent, false, null, ExitReason.TrackerClosed, null, false },
        { ExitReason.Stopped, RestartPolicy.Permanent, true, Failure, ExitReason.Abandoned, null, false },
        { ExitReason.Moved, RestartPolicy.Permanent, false, null, ExitReason.Moved, null, false },
        { ExitReason.Moved, RestartPolicy.Permanent, false, Cancellation, ExitReason.Moved, null, false },
        { ExitReason.Moved, RestartPolicy.Transient, false, Failure, ExitReason.Moved, Failure, false },
        { ExitReason.Moved, RestartPolicy.Permanent, true, Failure, ExitReason.Abandoned, null, false },
        { ExitReason.NodeLost, RestartPolicy.Permanent, false, null, ExitReason.NodeLost, null, false },
        { ExitReason.NodeLost, RestartPolicy.Transient, false, Failure, ExitReason.NodeLost, Failure, false },
        { ExitReason.NodeLost, null, false, null, ExitReason.NodeLost, null, false },
    };

    public static TheoryData<ExitReason?, int, bool, Exception?, ExitReason, bool> FailedStarts => new()
    {
        // told to stop, restarts, abandoned, threw, reason, restart
        { null, 0, false, Failure, ExitReason.StartFailed, false },
        { null, 1, false, Failure, ExitReason.StartFailed, true },
        { null, 1, true, null, ExitReason.Abandoned, true },
        { null, 0, true, null, ExitReason.Abandoned, false },
        { ExitReason.Stopped, 1, false, Failure, ExitReason.StartFailed, false },
        { ExitReason.Stopped, 1, true, null, ExitReason.Abandoned, false },
        { ExitReason.Moved, 1, false, Failure, ExitReason.StartFailed, false },
        { ExitReason.NodeLost, 1, true, null, ExitReason.Abandoned, false },
    };

    [Theory]
    [MemberData(nameof(Runs))]
    public void The_end_of_a_run_follows_from_stop_policy_and_outcome(
        ExitReason? stopReason, RestartPolicy? policy, bool isAbandoned, Exception? thrown, ExitReason reason, Exception? toldWith, bool wantsRestart) =>
        Assert.Equal(new ExitDecision(reason, toldWith, wantsRestart), ExitDecision.AfterRun(stopReason, policy, isAbandoned, thrown));

    [Theory]
    [MemberData(nameof(FailedStarts))]
    public void A_failed_start_is_tried_again_only_if_it_is_a_restart_and_nobody_stops_it(
        ExitReason? stopReason, int restarts, bool isAbandoned, Exception? thrown, ExitReason reason, bool wantsRestart)
    {
        ExitDecision decision = ExitDecision.AfterFailedStart(stopReason, restarts, isAbandoned, isAbandoned ? Timeout : null, thrown);

        Assert.Equal((reason, wantsRestart), (decision.Reason, decision.WantsRestart));
    }

    [Fact]
    public void A_stop_during_a_start_is_told_as_a_cancellation_with_what_the_code_threw()
    {
        ExitDecision decision = ExitDecision.AfterFailedStart(ExitReason.Stopped, restarts: 0, isAbandoned: false, Timeout, Failure);

        var cause = Assert.IsType<OperationCanceledException>(decision.Exception);
        Assert.Same(Failure, cause.InnerException);
    }

    [Fact]
    public void A_start_that_timed_out_is_told_as_that_whatever_the_code_threw() =>
        Assert.Same(Timeout, ExitDecision.AfterFailedStart(stopReason: null, restarts: 0, isAbandoned: false, Timeout, Failure).Exception);

    [Theory]
    [InlineData(null, 0, ExitReason.StartFailed, false)]
    [InlineData(null, 1, ExitReason.StartFailed, true)]
    [InlineData(ExitReason.Stopped, 1, ExitReason.Stopped, false)]
    public void A_late_start_has_failed(ExitReason? stopReason, int restarts, ExitReason reason, bool wantsRestart) =>
        Assert.Equal(new ExitDecision(reason, Timeout, wantsRestart), ExitDecision.AfterLateStart(stopReason, restarts, Timeout));
}
