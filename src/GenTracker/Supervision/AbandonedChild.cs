using System;
using System.Threading;
using System.Threading.Tasks;
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
    bool isDisposed) : LifeNode, ICallbackFailures
    where TKey : notnull
    where TChild : class, ITracked<TKey>
{
    public override string TrackerName => supervisor.Settings.Name;

    public override object KeyObject => key;

    /// <summary>Waits for the code to end, without a limit, and does what is left to do then.</summary>
    public void ClearAway() => _ = ClearAwayAsync();

    public ChildInfo<TKey, TChild> Describe() => new()
    {
        Key = key,
        State = ChildState.Abandoned,
        Child = incarnation.Child,
        Incarnation = incarnation.Number,
        StartedAt = incarnation.StartedAt,
        Restarts = incarnation.Restarts,
        LastExit = incarnation.Exit,
    };

    public void OnCancellationCallbackFailed(Exception exception) => supervisor.Settings.Log.CancellationCallbackFailed(key, exception);

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
                await Call(ActivityKind.Disposing, () => incarnation.DisposeAsync(OnDisposalFailed));
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
        child.Link.Complete(incarnation.Exit);
        if (start.Failure is not null || child is not IAfterTerminate hook)
            return;
        var token = new CancellationTokenSource();
        ChildCode after = Call(ActivityKind.AfterTerminate, () => hook.AfterTerminateAsync(incarnation.Exit, token.Token));
        after.SetBudget(supervisor.Settings.AfterTerminateTimeout, supervisor.Settings.Time, new Cancellation(token, this));
        await after;
        if (after.IsGivenUp)
            await after.RealEnd;
        if (after.Failure is { } failure)
            supervisor.Settings.Log.AfterTerminateFailed(key, incarnation.Number, failure);
    }

    private ChildCode Call(ActivityKind kind, Func<Task> code)
    {
        var activity = new Activity(this, kind);
        Activity = activity;
        return ChildCode.Start(activity, code, supervisor.Settings.Dispatcher);
    }

    private void OnDisposalFailed(Exception exception) => supervisor.Settings.Log.DisposalFailed(key, incarnation.Number, exception);
}
