using System.Collections.Generic;
using GenTracker.Breaking;

namespace GenTracker.Interleavings.Breaking;

/// <summary>Broken replacements of a key, stops and waits for one child, and tokens at its end.</summary>
internal static class ReplacementVariants
{
    public static IReadOnlyList<BrokenVariant> All { get; } =
    [
        new("1: a key is removed and added, and not replaced", "reopen/open",
            new Edit(
                "ChildLifecycle.Free",
                "_supervisor.Table.TryReplace(Hash, successor, this)",
                "_supervisor.Table.TryRemove(Hash, this) && _supervisor.Table.TryAdd(Key, Hash, successor)")),
        new("1: a key does not wait for the handlers of its end", "reopen/ended",
            new Edit(
                "ChildLifecycle.OnLastIncarnationEnded",
                "return StartOperation(CreateOperation(ChildOperationKind.Ended, Settings.AfterTerminateTimeout), Step.AfterEnded);",
                "EndAfterFailure(); End(); return StepResult.Suspended;")),
        new("1: a replacement joins a lifecycle that is over", "reopen/reopen",
            new Edit("ChildLifecycle.TryReplace", "if (IsOver) return false;", "")),
        new("2: a superseded caller is not told", "reopen/reopen",
            new Edit("ChildLifecycle.TryReplace", "next.Replacement?.Fail(new ChildSupersededException(TrackerName, Key));", "")),
        new("2: the first of two calls wins", "takeover/takeover",
            new Edit("ChildLifecycle.TryReplace", "next.Replacement = replacement;", "next.Replacement ??= replacement;")),
        new("2: a replacement that was withdrawn is not cleared", "takeover/cancel",
            new Edit("ChildLifecycle.CreateSuccessor", "next.Replacement = null;", ";")),
        new("2: a takeover is decided by a read and a write", "takeover/cancel",
            new Edit(
                "Takeover.TryDecide",
                "if (Interlocked.Exchange(ref _state, Decided) != Waiting) return false;",
                "if (Volatile.Read(ref _state) != Waiting) return false; Volatile.Write(ref _state, Decided);")),
        new("2: an owner is told of the cancellation before the object is free", "takeover/cancel",
            new Edit("Takeover.TryWithdraw", "_lifecycle.Unbind(_child);", ""),
            new Edit(
                "Takeover.TryWithdraw",
                "_end.TrySetCanceled(cancellationToken);",
                "_end.TrySetCanceled(cancellationToken); _lifecycle.Unbind(_child);")),
        new("2: a superseded owner is told before the object is free", "takeover/takeover",
            new Edit("Takeover.Fail", "_lifecycle.Unbind(_child);", ""),
            new Edit("Takeover.Fail", "_end.TrySetException(exception);", "_end.TrySetException(exception); _lifecycle.Unbind(_child);")),
        new("2: a takeover does not wait for its cancellation", "takeover/cancel, ending",
            new Edit("Supervisor.TakeOverAsync", "!takeover.TryWithdraw(cancellationToken)", "!takeover.TryWithdraw(cancellationToken) && false"),
            new Edit(
                "Takeover.TryWithdraw",
                "_lifecycle.Unbind(_child);",
                "for (int i = 0; i < 8; i++) Volatile.Read(ref _state); _lifecycle.Unbind(_child);")),
        new("3: a token fires before the child is hidden", "token callback/stop",
            new Edit(
                "ChildLifecycle.Stop",
                "if (_state == KeyState.Running) _supervisor.State.SetNotRunning(this);",
                "bool isRunning = _state == KeyState.Running;"),
            new Edit(
                "ChildLifecycle.Stop",
                "InterruptOperation(StopTimeout);",
                "InterruptOperation(StopTimeout); if (isRunning) _supervisor.State.SetNotRunning(this);")),
        new("3: a token fires at the own end of a child before it is hidden", "token callback/end",
            new Edit("ChildLifecycle.OnRunReturned", "if (HasRun) DecideExit(run);", ""),
            new Edit("ChildLifecycle.OnRunReturned", "InterruptOperation(StopTimeout);", "InterruptOperation(StopTimeout); if (HasRun) DecideExit(run);")),
        new("4: an end does not wait for callbacks on the token", "token callback/end",
            new Edit("Incarnation.OnReturned", "return (SetFlag(Reported) & Fired) != 0;", "return true;")),
        new("4: the return and the firing of the token are told by a read and a write", "token callback/end",
            new Edit(
                "Incarnation.OnReturned",
                "return (SetFlag(Reported) & Fired) != 0;",
                "bool hasFired = HasFlag(Fired); SetFlag(Reported); return hasFired;")),
        new("4: the token of a failed start fires after its disposal", "token callback/failed start",
            new Edit(
                "ChildLifecycle.FireToken",
                "if (!_current.TryEndUnrun()) return StepResult.Suspended;",
                "_current.PostCancel();")),
        new("12: a stop meets a lifecycle that is over and does not look for its successor", "reopen/stop",
            new Edit("Supervisor.StopAsync", "while (Table.TryGet", "if (Table.TryGet")),
        new("StopAsync: an object that waits to be adopted is stopped", "takeover/stop child",
            new Edit("ChildLink.Lifecycle", "HasIncarnation ?", "true ?")),
        new("StopAsync: the stop of an incarnation meets the next one", "restart/stop child",
            new Edit("ChildLifecycle.TryStop", "ReferenceEquals(_current.Child, child) &&", "")),
        new("WhenFreeAsync: a key that was handed on counts as free", "when free/reopen",
            new Edit("Supervisor.WhenFreeAsync", "if (holder.WasFreed)", "if (true)")),
        new("WaitForAsync: the waits for a child look before it has ended", "wait for child/end",
            new Edit("ChildLifecycle.Seal", "child.Link.Complete(exit);", ""),
            new Edit(
                "ChildLifecycle.Seal",
                "_supervisor.Waits.OnChanged(Hash, child);",
                "_supervisor.Waits.OnChanged(Hash, child); child.Link.Complete(exit);")),
    ];
}
