using System;

namespace GenTracker.Supervision;

/// <summary>
/// The policy of an end: its reason, the exception in its exit, and whether a restart is due. Without clock and lock; the restart intensity decides afterwards.
/// </summary>
internal readonly record struct ExitDecision(ExitReason Reason, Exception? Exception, bool WantsRestart)
{
    /// <summary>A child that ran has ended. Also: a stop came before a child could run, though its start succeeded.</summary>
    /// <param name="stopReason">Why the child was told to stop; null if it was not.</param>
    /// <param name="policy">The restart policy; null for an adopted child, which nothing can make again.</param>
    /// <param name="isAbandoned">Whether the code still runs.</param>
    /// <param name="exception">What the code threw.</param>
    public static ExitDecision AfterRun(ExitReason? stopReason, RestartPolicy? policy, bool isAbandoned, Exception? exception)
    {
        if (isAbandoned || (stopReason is not null && exception is OperationCanceledException))
            exception = null;
        ExitReason reason = isAbandoned ? ExitReason.Abandoned
            : stopReason ?? (exception is null ? ExitReason.Completed : ExitReason.Failed);
        bool wantsRestart = stopReason is null
            && (policy == RestartPolicy.Permanent || (policy == RestartPolicy.Transient && exception is not null));
        return new ExitDecision(reason, exception, wantsRestart);
    }

    /// <summary>A start succeeded, but only after its timeout.</summary>
    public static ExitDecision AfterLateStart(ExitReason? stopReason, int restarts, TimeoutException timeout) =>
        new(stopReason ?? ExitReason.StartFailed, timeout, IsFailedRestart(stopReason, restarts));

    /// <summary>A start failed, timed out or was stopped.</summary>
    /// <param name="stopReason">Why the key was told to stop; null if it was not.</param>
    /// <param name="restarts">How many restarts led to this incarnation; a first start is not tried again.</param>
    /// <param name="isAbandoned">Whether the code still runs.</param>
    /// <param name="timeout">Set if the start timed out.</param>
    /// <param name="exception">What the code threw; null if it still runs, or if it succeeded too late to count.</param>
    public static ExitDecision AfterFailedStart(ExitReason? stopReason, int restarts, bool isAbandoned, TimeoutException? timeout, Exception? exception)
    {
        Exception? cause = stopReason is not null ? new OperationCanceledException(StoppedWhileStarting, exception) : timeout ?? exception;
        return new ExitDecision(isAbandoned ? ExitReason.Abandoned : ExitReason.StartFailed, cause, IsFailedRestart(stopReason, restarts));
    }

    /// <summary>What an opener is told whose key was stopped before the child could be found.</summary>
    public const string StoppedWhileStarting = "The key was stopped while its child was starting.";

    private static bool IsFailedRestart(ExitReason? stopReason, int restarts) => stopReason is null && restarts > 0;
}

/// <summary>An object that says how a child has ended: one for all who are told. Most often that is its incarnation.</summary>
internal interface IExitHolder
{
    ChildExit Exit { get; }
}

/// <summary>An exit that belongs to no incarnation, or a copy that keeps no incarnation alive.</summary>
internal sealed class BoxedChildExit(in ChildExit exit) : IExitHolder
{
    public ChildExit Exit { get; } = exit;
}
