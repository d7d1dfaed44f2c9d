using System;
using System.Runtime.CompilerServices;
using GenTracker.Dispatching;
using GenTracker.Formatting;
using Microsoft.Extensions.Logging;

namespace GenTracker.Logging;

/// <summary>
/// Logs the events of a tracker in order, without ever waiting for the logger. Keys and exceptions are a user's objects: no text is made of them before the
/// queue calls the logger.
/// </summary>
internal sealed class TrackerLog
{
    private readonly ILogger _logger;
    private readonly string _tracker;
    private readonly LogQueue _queue;

    public TrackerLog(ILogger logger, string tracker, IDispatcher dispatcher, StrongBox<long>? droppedCount = null)
    {
        _logger = logger;
        _tracker = tracker;
        _queue = new LogQueue(dispatcher, LogDropped, droppedCount: droppedCount);
    }

    /// <summary>Number of entries that were dropped because the logger was too slow.</summary>
    public long DroppedCount => _queue.DroppedCount;

    public void Started<TKey>(TKey key, long incarnation, int restarts)
        where TKey : notnull
    {
        // Debug entries are usually disabled, so the check comes before any allocation.
        if (IsEnabled(LogLevel.Debug))
            AddStarted(key, incarnation, restarts);
    }

    public void Adopted(object key, long incarnation) =>
        Add(LogLevel.Debug, _ => Messages.ChildAdopted(_logger, _tracker, ToValue(key), incarnation));

    public void StartFailed(object key, long incarnation, Exception cause) =>
        Add(LogLevel.Error, exception => Messages.ChildStartFailed(_logger, _tracker, ToValue(key), incarnation, exception), cause);

    public void Terminated<TKey>(TKey key, in ChildExit exit)
        where TKey : notnull
    {
        if (exit.Reason is ExitReason.Failed or ExitReason.RestartLimit)
            AddFailed(key, exit.Incarnation, exit.Reason, exit.Exception);
        else if (IsEnabled(LogLevel.Debug))
            AddTerminated(key, exit.Incarnation, exit.Reason, exit.Exception);
    }

    public void Restarting(object key, TimeSpan delay, int restarts) =>
        Add(LogLevel.Warning, _ => Messages.ChildRestarting(_logger, _tracker, ToValue(key), delay, restarts));

    public void RestartLimitReached(object key, int maxRestarts, TimeSpan window) =>
        Add(LogLevel.Error, _ => Messages.RestartLimitReached(_logger, _tracker, ToValue(key), maxRestarts, window));

    public void AfterTerminateFailed(object key, long incarnation, Exception cause) =>
        Add(LogLevel.Error, exception => Messages.AfterTerminateFailed(_logger, _tracker, ToValue(key), incarnation, exception), cause);

    public void DisposalFailed(object key, long incarnation, Exception cause) =>
        Add(LogLevel.Error, exception => Messages.DisposalFailed(_logger, _tracker, ToValue(key), incarnation, exception), cause);

    public void EndHandlerFailed(object key, long incarnation, Exception cause) =>
        Add(LogLevel.Error, exception => Messages.EndHandlerFailed(_logger, _tracker, ToValue(key), incarnation, exception), cause);

    public void EndHandlerTimedOut(object key, long incarnation, TimeSpan timeout) =>
        Add(LogLevel.Error, _ => Messages.EndHandlerTimedOut(_logger, _tracker, ToValue(key), incarnation, timeout));

    public void CancellationCallbackFailed(object key, Exception cause) =>
        Add(LogLevel.Error, exception => Messages.CancellationCallbackFailed(_logger, _tracker, ToValue(key), exception), cause);

    public void Abandoned(object key, long incarnation, string what) =>
        Add(LogLevel.Error, _ => Messages.ChildAbandoned(_logger, _tracker, ToValue(key), incarnation, what));

    public void AbandonedEnded(object key, long incarnation) =>
        Add(LogLevel.Information, _ => Messages.AbandonedChildEnded(_logger, _tracker, ToValue(key), incarnation));

    public void SupervisionFailed(object key, Exception cause) =>
        Add(LogLevel.Critical, exception => Messages.SupervisionFailed(_logger, _tracker, ToValue(key), exception), cause);

    public void ClockFailed(Exception cause) => Add(LogLevel.Critical, exception => Messages.ClockFailed(_logger, _tracker, exception), cause);

    public void Closed() => Add(LogLevel.Debug, _ => Messages.TrackerClosed(_logger, _tracker));

    private void LogDropped(DroppedEntries dropped)
    {
        var levels = dropped.ToString();
        Messages.EntriesDropped(_logger, dropped.HighestLevel, _tracker, dropped.Count, levels);
    }

    private static object ToValue(object key) => UserText.FormatUnlessPlain(key);

    private void AddStarted(object key, long incarnation, int restarts) =>
        _queue.Add(new LogEntry(LogLevel.Debug, _ =>
        {
            if (restarts == 0)
                Messages.ChildStarted(_logger, _tracker, ToValue(key), incarnation);
            else
                Messages.ChildRestarted(_logger, _tracker, ToValue(key), incarnation, restarts);
        }));

    private void AddTerminated(object key, long incarnation, ExitReason reason, Exception? cause) =>
        _queue.Add(new LogEntry(
            LogLevel.Debug,
            exception => Messages.ChildTerminated(_logger, _tracker, ToValue(key), incarnation, reason, exception),
            cause));

    private void AddFailed(object key, long incarnation, ExitReason reason, Exception? cause) =>
        Add(LogLevel.Error, exception => Messages.ChildFailed(_logger, _tracker, ToValue(key), incarnation, reason, exception), cause);

    private void Add(LogLevel level, Action<Exception?> write, Exception? cause = null)
    {
        if (IsEnabled(level))
            _queue.Add(new LogEntry(level, write, cause));
    }

    private bool IsEnabled(LogLevel level)
    {
        try
        {
            return _logger.IsEnabled(level);
        }
        catch (Exception)
        {
            // As in LogQueue, the failure of a logger must not affect a child.
            return false;
        }
    }
}
