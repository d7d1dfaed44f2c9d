using System;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Dispatching;
using GenTracker.Runtime;
using GenTracker.Waiting;

namespace GenTracker.Supervision;

/// <summary>
/// A child that was given up. Its key is no concern of it any more; it stays listed, and its disposal waits, until its code has ended.
/// </summary>
internal sealed class AbandonedChild<TKey, TChild>(
    Supervisor<TKey, TChild> supervisor,
    TKey key,
    Incarnation<TChild> incarnation,
    Remains remains,
    bool isDisposed) : PhaseOwner
    where TKey : notnull
    where TChild : class, ITracked<TKey>
{
    private Signal? _over;

    public override TrackerSettings Settings => supervisor.Settings;

    public override string TrackerName => supervisor.Settings.Name;

    public override object KeyObject => key;

    /// <summary>Waits for the code to end, without a limit, and does what is left to do then.</summary>
    public void ClearAway()
    {
        using (NoFlow.Begin())
            _ = ClearAwayAsync();
    }

    public ChildInfo<TKey, TChild> Describe() => new()
    {
        Key = key,
        State = ChildState.Abandoned,
        Child = incarnation.Child,
        Incarnation = incarnation.Number,
        StartedAt = incarnation.StartedAt,
        Restarts = incarnation.Restarts,
        LastExit = incarnation.Exit?.Exit,
    };

    public override void OnCancellationCallbackFailed(Exception exception) => supervisor.Settings.Log.CancellationCallbackFailed(key, exception);

    public override Task CallAsync(Phase phase) => phase.Kind == ActivityKind.AfterTerminate
        ? supervisor.LastWords.SpeakAsync((IAfterTerminate)incarnation.Child!, incarnation.Exit!.Exit, phase.StopToken)
        : incarnation.DisposeAsync(OnDisposalFailed);

    public override void GoOn() => _over!.Set();

    public override void GoOnHere() => GoOn();

    private async Task ClearAwayAsync()
    {
        try
        {
            if (remains.Start is { } start)
            {
                await start.RealEnd;
                await EndLateStartAsync(start).ConfigureAwait(false);
            }

            if (remains.Run is { IsGivenUp: true } run)
                await run.RealEnd;
            if (remains.AfterTerminate is { IsGivenUp: true } after)
                await after.RealEnd;
            if (remains.Disposal is { } disposal)
                await disposal.RealEnd;
            else if (isDisposed && incarnation.NeedsDisposal)
                await Begin(ActivityKind.Disposing, out _);
        }
        catch (Exception exception)
        {
            supervisor.Settings.Log.SupervisionFailed(key, exception);
        }

        supervisor.Journal.Remove(this);
        supervisor.Settings.Log.AbandonedEnded(key, incarnation.Number);
    }

    /// <summary>A child whose constructor ended late is sealed late; one whose start succeeded late was a child, and gets its end.</summary>
    private async Task EndLateStartAsync(Phase start)
    {
        if (incarnation.Child is not { } child)
            return;
        child.Seal();
        child.Link.Complete(incarnation.Exit!);
        if (start.Failure is not null || child is not IAfterTerminate)
            return;
        Signal over = Begin(ActivityKind.AfterTerminate, out Phase after);
        after.SetBudget(supervisor.Settings.AfterTerminateTimeout);
        await over;
        if (after.IsGivenUp)
            await after.RealEnd;
        if (after.Failure is { } failure)
            supervisor.Settings.Log.AfterTerminateFailed(key, incarnation.Number, failure);
    }

    /// <summary>Puts the child's code on the pool, as a phase; the signal is set when that is over.</summary>
    private Signal Begin(ActivityKind kind, out Phase phase)
    {
        var over = new Signal(supervisor.Settings.Dispatcher);
        _over = over;
        phase = new PassingPhase(this, kind, incarnation);
        Activity = phase;
        supervisor.Settings.Dispatcher.Post(phase);
        return over;
    }

    private void OnDisposalFailed(Exception exception) => supervisor.Settings.Log.DisposalFailed(key, incarnation.Number, exception);
}
