using System;
using System.Diagnostics;
using System.Threading.Tasks;
using GenTracker.Dispatching;
using GenTracker.Runtime;

namespace GenTracker.Supervision;

/// <summary>A child whose code ignored its token. Its key is free; the child stays listed, and its disposal waits, until the code has returned.</summary>
[DebuggerDisplay("{TrackerName,nq}/{KeyText,nq}, abandoned")]
internal sealed class AbandonedChild<TKey, TChild>(
    Supervisor<TKey, TChild> supervisor,
    TKey key,
    Incarnation<TChild> incarnation,
    AbandonedOperations abandoned,
    bool ownsChild) : OperationOwner
    where TKey : notnull
    where TChild : class, ITracked<TKey>
{
    private SingleWaiterEvent? _operationOver;

    public override TrackerSettings Settings => supervisor.Settings;

    public override string TrackerName => Settings.Name;

    public override object KeyObject => key;

    /// <summary>Waits for the code to return, without a limit, and then does what is left to do.</summary>
    public void Drain()
    {
        incarnation.KeepChild();
        using (ExecutionContextFlow.Suppress())
            _ = DrainAsync();
    }

    public ChildInfo<TKey, TChild> Describe() => incarnation.Describe(key, ChildState.Abandoned, lastExit: null);

    public override void OnCancellationCallbackFailed(Exception exception) => Settings.Log.CancellationCallbackFailed(key, exception);

    public override Task CallAsync(ChildOperation operation) => operation.Kind == ChildOperationKind.AfterTerminate
        ? supervisor.AfterTerminate.InvokeAsync((IAfterTerminate)incarnation.Child!, incarnation.Exit!.Exit, operation.StopToken)
        : incarnation.DisposeChildAsync(OnDisposalFailed);

    public override void Resume() => _operationOver!.Set();

    public override void ResumeInline() => Resume();

    private async Task DrainAsync()
    {
        try
        {
            if (abandoned.Start is { } start)
            {
                await start.CodeReturned;
                await EndLateStartAsync(start).ConfigureAwait(false);
            }

            if (abandoned.Run is { } run)
                await run.CodeReturned;
            if (abandoned.AfterTerminate is { } afterTerminate)
            {
                await afterTerminate.CodeReturned;
                LogFailure(afterTerminate);
            }

            if (abandoned.Disposal is { } disposal)
                await disposal.CodeReturned;
            else if (ownsChild && incarnation.NeedsDisposal)
                await PostOperation(ChildOperationKind.Disposing, out _);
        }
        catch (Exception exception)
        {
            Settings.Log.SupervisionFailed(key, exception);
        }

        supervisor.State.Remove(this);
        incarnation.ForgetChild();
        Settings.Log.AbandonedEnded(key, incarnation.Number);
    }

    /// <summary>Seals a child whose constructor returned late. If its start succeeded too, it was a child, and gets its termination callback.</summary>
    private async Task EndLateStartAsync(ChildOperation start)
    {
        if (incarnation.Child is not { } child)
            return;
        child.Seal();
        supervisor.OnSealed(child);
        supervisor.Observer?.Release(child);
        child.Link.Complete(incarnation.Exit!);
        if (start.Exception is not null || child is not IAfterTerminate)
            return;
        SingleWaiterEvent over = PostOperation(ChildOperationKind.AfterTerminate, out ChildOperation afterTerminate);
        afterTerminate.SetTimeout(Settings.AfterTerminateTimeout);
        await over;
        if (afterTerminate.IsAbandoned)
            await afterTerminate.CodeReturned;
        LogFailure(afterTerminate);
    }

    private SingleWaiterEvent PostOperation(ChildOperationKind kind, out ChildOperation operation)
    {
        var over = new SingleWaiterEvent(Settings.Dispatcher);
        _operationOver = over;
        operation = new HookOperation<TChild>(this, kind, incarnation);
        Operation = operation;
        Settings.Dispatcher.Post(operation);
        return over;
    }

    private void LogFailure(ChildOperation afterTerminate)
    {
        if (afterTerminate.Exception is { } failure)
            Settings.Log.AfterTerminateFailed(key, incarnation.Number, failure);
    }

    private void OnDisposalFailed(Exception exception) => Settings.Log.DisposalFailed(key, incarnation.Number, exception);
}

/// <summary>The operations that an abandoned child has left running.</summary>
internal readonly record struct AbandonedOperations(
    ChildOperation? Start = null, ChildOperation? Run = null, ChildOperation? AfterTerminate = null, ChildOperation? Disposal = null);
