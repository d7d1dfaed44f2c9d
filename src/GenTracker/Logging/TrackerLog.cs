using System;
using GenTracker.Dispatching;
using Microsoft.Extensions.Logging;

namespace GenTracker.Logging;

/// <summary>Logs the events of a tracker in order, without ever waiting for the logger.</summary>
internal sealed class TrackerLog(ILogger logger, string tracker, IDispatcher dispatcher)
{
    private readonly LogQueue _queue = new(dispatcher);

    public void Started<TKey>(TKey key, long incarnation)
        where TKey : notnull
    {
        // Debug entries are usually disabled, so the check comes before any allocation.
        if (IsEnabled(LogLevel.Debug))
            AddStarted(key, incarnation);
    }

    public void Adopted(object key, long incarnation) =>
        Add(LogLevel.Debug, () => Messages.ChildAdopted(logger, tracker, key, incarnation));

    public void StartFailed(object key, long incarnation, Exception exception) =>
        Add(LogLevel.Error, () => Messages.ChildStartFailed(logger, tracker, key, incarnation, exception));

    public void Terminated<TKey>(TKey key, in ChildExit exit)
        where TKey : notnull
    {
        if (exit.Reason is ExitReason.Failed or ExitReason.RestartLimit)
            AddFailed(key, exit);
        else if (IsEnabled(LogLevel.Debug))
            AddTerminated(key, exit);
    }

    public void Restarting(object key, TimeSpan delay, int restarts) =>
        Add(LogLevel.Warning, () => Messages.ChildRestarting(logger, tracker, key, delay, restarts));

    public void RestartLimitReached(object key, int maxRestarts, TimeSpan window) =>
        Add(LogLevel.Error, () => Messages.RestartLimitReached(logger, tracker, key, maxRestarts, window));

    public void AfterTerminateFailed(object key, long incarnation, Exception exception) =>
        Add(LogLevel.Error, () => Messages.AfterTerminateFailed(logger, tracker, key, incarnation, exception));

    public void DisposalFailed(object key, long incarnation, Exception exception) =>
        Add(LogLevel.Error, () => Messages.DisposalFailed(logger, tracker, key, incarnation, exception));

    public void CancellationCallbackFailed(object key, Exception exception) =>
        Add(LogLevel.Error, () => Messages.CancellationCallbackFailed(logger, tracker, key, exception));

    public void Abandoned(object key, long incarnation, string what) =>
        Add(LogLevel.Error, () => Messages.ChildAbandoned(logger, tracker, key, incarnation, what));

    public void AbandonedEnded(object key, long incarnation) =>
        Add(LogLevel.Information, () => Messages.AbandonedChildEnded(logger, tracker, key, incarnation));

    public void SupervisionFailed(object key, Exception exception) =>
        Add(LogLevel.Critical, () => Messages.SupervisionFailed(logger, tracker, key, exception));

    public void Closed() => Add(LogLevel.Debug, () => Messages.TrackerClosed(logger, tracker));

    private void AddStarted(object key, long incarnation) =>
        _queue.Add(() => Messages.ChildStarted(logger, tracker, key, incarnation));

    private void AddTerminated(object key, ChildExit exit) =>
        _queue.Add(() => Messages.ChildTerminated(logger, tracker, key, exit.Incarnation, exit.Reason, exit.Exception));

    private void AddFailed(object key, ChildExit exit) =>
        Add(LogLevel.Error, () => Messages.ChildFailed(logger, tracker, key, exit.Incarnation, exit.Reason, exit.Exception));

    private void Add(LogLevel level, Action entry)
    {
        if (IsEnabled(level))
            _queue.Add(entry);
    }

    private bool IsEnabled(LogLevel level)
    {
        try
        {
            return logger.IsEnabled(level);
        }
        catch (Exception)
        {
            // As in LogQueue, the failure of a logger must not affect a child.
            return false;
        }
    }
}
