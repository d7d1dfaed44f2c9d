using System;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Soak.Children;
using GenTracker.Soak.Oracles;
using GenTracker.Soak.Support;

namespace GenTracker.Soak.Chaos;

/// <summary>Owns an adopted child and ends it: at once, late, when it is told to, twice, or by a task.</summary>
internal sealed class ChildOwner(TrackerUnderTest tracker, ProbeChild child, FaultKind kind, RandomSource random)
{
    private readonly TaskCompletionSource? _completion = kind is FaultKind.CompletionFails or FaultKind.CompletionIsCancelled or FaultKind.CompletionHasEnded
        ? new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)
        : null;

    private readonly FaultException _failure = new("owner");

    /// <summary>Adopts the child. The rest of its life; null if that was refused.</summary>
    public Task? TryAdopt()
    {
        if (kind == FaultKind.CompletionHasEnded)
            _completion!.SetResult();
        if (tracker.TryAdopt(child.Oracle.Script.Key, child, _completion?.Task) is not { } registration)
            return null;
        tracker.Report.Faults.Add(kind);
        return RunAsync(registration);
    }

    /// <summary>The rest of the child's life, once it was adopted.</summary>
    public Task Life { get; private set; } = Task.CompletedTask;

    /// <summary>Takes the key over with the child; false if that was refused or cancelled.</summary>
    public async Task<bool> TryTakeOverAsync(CancellationToken cancellationToken)
    {
        if (kind == FaultKind.CompletionHasEnded)
            _completion!.SetResult();
        if (await tracker.TakeOverAsync(child.Oracle.Script.Key, child, _completion?.Task, cancellationToken) is not { } registration)
            return false;
        tracker.Report.Faults.Add(kind);
        Life = RunAsync(registration);
        return true;
    }

    private async Task RunAsync(ChildRegistration registration)
    {
        ChildOracle oracle = child.Oracle;
        KeyHistory history = oracle.Script.History;
        try
        {
            await (kind switch
            {
                FaultKind.OwnerObeysStopping => WaitForStoppingAsync(registration),
                FaultKind.OwnerIgnoresStopping => tracker.Environment.Blocked.HangAsync(),
                FaultKind.CompletionHasEnded => Task.CompletedTask,
                _ => Task.Delay(random.Milliseconds(15)),
            });
            await EndAsync(registration).Within(tracker.Report, "the end of a registration", history);
            ChildExit exit = await child.Completion.Within(tracker.Report, "the end of an adopted child", history);
            if (!Fits(exit))
                oracle.Violation($"{kind}, and the exit says {exit.Reason} with {exit.Exception}");
            if (_completion is null)
                oracle.Expect(oracle.IsOverOrAbandoned(), "the owner was told that the key is free, and the child is not over");
            oracle.Expect(!child.TryIncrementCount(1, out _), "an adopted child that has ended takes counts");
        }
        catch (Exception exception)
        {
            tracker.ReportUnexpected("the end of an adopted child", exception, history);
        }
    }

    private Task EndAsync(ChildRegistration registration)
    {
        switch (kind)
        {
            case FaultKind.CompletionFails:
                _completion!.SetException(_failure);
                return Task.CompletedTask;
            case FaultKind.CompletionIsCancelled:
                _completion!.SetCanceled();
                return Task.CompletedTask;
            case FaultKind.CompletionHasEnded:
                return Task.CompletedTask;
            case FaultKind.OwnerEndsTwice:
                return Task.WhenAll(registration.DisposeAsync().AsTask(), registration.DisposeAsync().AsTask());
            default:
                return registration.DisposeAsync().AsTask();
        }
    }

    private bool Fits(in ChildExit exit) => exit.Reason switch
    {
        ExitReason.Completed => _completion is null || kind == FaultKind.CompletionHasEnded,
        ExitReason.Failed => kind == FaultKind.CompletionFails ? ReferenceEquals(exit.Exception, _failure)
            : kind == FaultKind.CompletionIsCancelled && exit.Exception is OperationCanceledException,
        _ => _completion is null || exit.Reason is ExitReason.Stopped or ExitReason.TrackerClosed or ExitReason.Retired or ExitReason.Abandoned,
    };

    private async Task WaitForStoppingAsync(ChildRegistration registration)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(registration.Stopping);
        late.CancelAfter(random.Milliseconds(200));
        await ChildScript.RunUntilStoppedAsync(late.Token);
    }
}
