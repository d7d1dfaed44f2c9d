using System;
using Microsoft.Extensions.Logging;

namespace GenTracker.Logging;

/// <summary>
/// The log messages. Their event ids are part of the public API. The number of the incarnation is a property of the entry and not part of its text: it counts
/// on over all keys, and in a text it reads like a number of restarts.
/// </summary>
#pragma warning disable SYSLIB1015 // the incarnation is a property of the entry only, and its parameter names it
internal static partial class Messages
{
    [LoggerMessage(1, LogLevel.Debug, "{Tracker}: {Key} started")]
    public static partial void ChildStarted(ILogger logger, string tracker, object key, long Incarnation);

    [LoggerMessage(2, LogLevel.Debug, "{Tracker}: {Key} adopted")]
    public static partial void ChildAdopted(ILogger logger, string tracker, object key, long Incarnation);

    [LoggerMessage(3, LogLevel.Error, "{Tracker}: {Key} could not be started")]
    public static partial void ChildStartFailed(ILogger logger, string tracker, object key, long Incarnation, Exception? exception);

    [LoggerMessage(4, LogLevel.Debug, "{Tracker}: {Key} ended: {Reason}")]
    public static partial void ChildTerminated(ILogger logger, string tracker, object key, long Incarnation, ExitReason reason, Exception? exception);

    [LoggerMessage(5, LogLevel.Error, "{Tracker}: {Key} failed: {Reason}")]
    public static partial void ChildFailed(ILogger logger, string tracker, object key, long Incarnation, ExitReason reason, Exception? exception);

    [LoggerMessage(6, LogLevel.Warning, "{Tracker}: {Key} restarts in {Delay} (restart {Restarts})")]
    public static partial void ChildRestarting(ILogger logger, string tracker, object key, TimeSpan delay, int restarts);

    [LoggerMessage(7, LogLevel.Error, "{Tracker}: {Key} is not restarted any more: more than {MaxRestarts} restarts within {Window}")]
    public static partial void RestartLimitReached(ILogger logger, string tracker, object key, int maxRestarts, TimeSpan window);

    [LoggerMessage(8, LogLevel.Error, "{Tracker}: AfterTerminateAsync of {Key} failed")]
    public static partial void AfterTerminateFailed(ILogger logger, string tracker, object key, long Incarnation, Exception? exception);

    [LoggerMessage(9, LogLevel.Error, "{Tracker}: the disposal of {Key} failed")]
    public static partial void DisposalFailed(ILogger logger, string tracker, object key, long Incarnation, Exception? exception);

    [LoggerMessage(10, LogLevel.Error, "{Tracker}: a callback on the stopping token of {Key} failed")]
    public static partial void CancellationCallbackFailed(ILogger logger, string tracker, object key, Exception? exception);

    [LoggerMessage(11, LogLevel.Error, "{Tracker}: {Key} was abandoned: {What} did not end in time. Its code may still be running")]
    public static partial void ChildAbandoned(ILogger logger, string tracker, object key, long Incarnation, string what);

    [LoggerMessage(12, LogLevel.Information, "{Tracker}: the code of {Key}, which was abandoned, has ended")]
    public static partial void AbandonedChildEnded(ILogger logger, string tracker, object key, long Incarnation);

    [LoggerMessage(13, LogLevel.Critical, "{Tracker}: the supervision of {Key} failed. This is a defect of GenTracker: please report it")]
    public static partial void SupervisionFailed(ILogger logger, string tracker, object key, Exception? exception);

    [LoggerMessage(19, LogLevel.Error, "{Tracker}: a handler of the end of {Key} (ChildEnded) failed")]
    public static partial void EndHandlerFailed(ILogger logger, string tracker, object key, long Incarnation, Exception? exception);

    [LoggerMessage(
        20,
        LogLevel.Error,
        "{Tracker}: a handler of the end of {Key} (ChildEnded) did not complete within {Timeout} (AfterTerminateTimeout). The key is free, and the handler may "
            + "still be running")]
    public static partial void EndHandlerTimedOut(ILogger logger, string tracker, object key, long Incarnation, TimeSpan timeout);

    [LoggerMessage(18, LogLevel.Critical, "{Tracker}: the TimeProvider of its options failed. Time stands still, and the system's timers are used meanwhile")]
    public static partial void ClockFailed(ILogger logger, string tracker, Exception? exception);

    [LoggerMessage(14, LogLevel.Debug, "{Tracker} closed")]
    public static partial void TrackerClosed(ILogger logger, string tracker);

    [LoggerMessage(EventId = 15, Message = "{Tracker}: {Dropped} log entries were dropped, because the logger was slower than the events: {Levels}")]
    public static partial void EntriesDropped(ILogger logger, LogLevel level, string tracker, long dropped, string levels);

    [LoggerMessage(16, LogLevel.Debug, "{Tracker}: {Key} restarted (restart {Restarts})")]
    public static partial void ChildRestarted(ILogger logger, string tracker, object key, long Incarnation, int restarts);

    [LoggerMessage(
        17,
        LogLevel.Warning,
        "TrackerOptions are configured under the name \"{Name}\" and have no effect, because no tracker of this name was added. The trackers are: {Trackers}. "
            + "Give AddTracker the section of the configuration")]
    public static partial void OptionsUnused(ILogger logger, string name, string trackers);
}
#pragma warning restore SYSLIB1015
