using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using CsCheck;
using GenTracker.Soak.Children;
using GenTracker.Soak.Oracles;
using GenTracker.Soak.Support;

namespace GenTracker.Soak.Chaos;

/// <summary>Draws scripts of children that misbehave in every way that a child can, and of some that do not.</summary>
internal sealed class FaultInjector(TrackerUnderTest tracker, TrackerUnderTest neighbour, RandomSource random)
{
    private const int Incarnations = 4;

    private static readonly Gen<Faults[]> Lives = Gen.Select(
        Draw(12, (2, FaultKind.ConstructorThrows), (1, FaultKind.ConstructorIsSlow), (1, FaultKind.ConstructorBlocks)),
        Draw(
            4,
            (1, FaultKind.StartThrowsAtOnce), (1, FaultKind.StartThrowsLater), (1, FaultKind.StartReturnsNull), (2, FaultKind.StartIsSlow),
            (1, FaultKind.StartWaitsForItsToken), (1, FaultKind.StartSucceedsAfterItsToken), (1, FaultKind.StartHangs), (1, FaultKind.StartBlocks),
            (1, FaultKind.StartCountsAndThrows), (2, FaultKind.StartOpensAnother), (1, FaultKind.StartOpensItself)),
        Draw(
            2,
            (3, FaultKind.RunCompletes), (3, FaultKind.RunFails), (1, FaultKind.RunThrowsAtOnce), (1, FaultKind.RunReturnsNull),
            (1, FaultKind.RunCancelsItself), (1, FaultKind.RunHangs), (1, FaultKind.RunBlocks), (1, FaultKind.RunBlocksUntilStopped),
            (1, FaultKind.RunIsSlowToStop), (1, FaultKind.RunThrowsWhenStopped), (1, FaultKind.RunCallbackThrows), (1, FaultKind.RunCallbackBlocks),
            (1, FaultKind.RunRetiresItself), (1, FaultKind.RunWaitsForItsOwnStop), (1, FaultKind.RunOpensAnother)),
        Draw(
            6,
            (1, FaultKind.AfterTerminateThrows), (2, FaultKind.AfterTerminateIsSlow), (1, FaultKind.AfterTerminateWaitsForItsToken),
            (1, FaultKind.AfterTerminateHangs), (1, FaultKind.AfterTerminateOpensItself), (1, FaultKind.AfterTerminateOpensAnother)),
        Draw(12, (1, FaultKind.DisposalThrows), (1, FaultKind.DisposalIsSlow), (1, FaultKind.DisposalHangs)),
        Gen.Int[0, 9],
        static (constructor, start, run, afterTerminate, disposal, milliseconds) => new Faults(constructor, start, run, afterTerminate, disposal, milliseconds))
        .Array[Incarnations];

    private BlockedThreads Blocked => tracker.Environment.Blocked;

    /// <summary>A script whose incarnations do something else each.</summary>
    public ChildScript NewScript(string key, RestartPolicy restart, ChildOrigin origin)
    {
        Faults[] life = random.Draw(Lives);
        return new ChildScript(tracker, key)
        {
            Restart = restart,
            Origin = origin,
            OnConstruct = child => Construct(Of(child)),
            OnStart = (child, cancellationToken) => Start(child, Of(child), cancellationToken),
            OnRun = (child, stoppingToken) => Run(child, Of(child), stoppingToken),
            OnAfterTerminate = (child, _, cancellationToken) => AfterTerminateAsync(child, Of(child), cancellationToken),
            OnDispose = child => DisposeAsync(Of(child)),
        };

        Faults Of(ChildOracle child) => life[child.Ordinal % Incarnations];
    }

    /// <summary>A fault in one of so many cases, the kinds by their weights.</summary>
    private static Gen<FaultKind?> Draw(int chances, params (int Weight, FaultKind Kind)[] kinds) =>
        Gen.Frequency([((chances - 1) * kinds.Sum(static kind => kind.Weight), null), .. kinds.Select(static kind => (kind.Weight, (FaultKind?)kind.Kind))]);

    private static bool Hangs(FaultKind fault) =>
        fault is FaultKind.ConstructorBlocks or FaultKind.StartHangs or FaultKind.StartBlocks or FaultKind.RunHangs or FaultKind.RunBlocks
            or FaultKind.RunBlocksUntilStopped or FaultKind.RunCallbackBlocks or FaultKind.AfterTerminateHangs or FaultKind.DisposalHangs;

    /// <summary>The fault, if there is room for one more that hangs.</summary>
    private FaultKind? Inject(FaultKind? fault)
    {
        if (fault is not { } kind || (Hangs(kind) && !Blocked.HasRoom))
            return null;
        tracker.Report.Faults.Add(kind);
        return kind;
    }

    private void Construct(Faults faults)
    {
        switch (Inject(faults.Constructor))
        {
            case FaultKind.ConstructorThrows:
                throw new FaultException("constructor");
            case FaultKind.ConstructorIsSlow:
                Thread.Sleep(faults.Milliseconds / 2);
                break;
            case FaultKind.ConstructorBlocks:
                Blocked.Block(CancellationToken.None);
                break;
        }
    }

    private Task? Start(ChildOracle child, Faults faults, CancellationToken cancellationToken) => Inject(faults.Start) switch
    {
        FaultKind.StartThrowsAtOnce => throw new FaultException("start"),
        FaultKind.StartThrowsLater => ThrowAfterAsync(Task.Delay(faults.Milliseconds, CancellationToken.None)),
        FaultKind.StartReturnsNull => null,
        FaultKind.StartIsSlow => Task.Delay(faults.Milliseconds, CancellationToken.None),
        FaultKind.StartWaitsForItsToken => Task.Delay(Timeout.Infinite, cancellationToken),
        FaultKind.StartSucceedsAfterItsToken => ChildScript.RunUntilStoppedAsync(cancellationToken),
        FaultKind.StartHangs => HangAsync(faults),
        FaultKind.StartBlocks => Block(cancellationToken),
        FaultKind.StartCountsAndThrows => CountAndThrow(child),
        FaultKind.StartOpensAnother => neighbour.OpenFromChildAsync(random, cancellationToken),
        FaultKind.StartOpensItself => tracker.IsToldWhenItOpensItselfAsync(child),
        _ => Count(child, faults),
    };

    private Task? Run(ChildOracle child, Faults faults, CancellationToken stoppingToken) => Inject(faults.Run) switch
    {
        FaultKind.RunCompletes => Task.Delay(faults.Milliseconds, CancellationToken.None),
        FaultKind.RunFails => ThrowAfterAsync(Task.Delay(faults.Milliseconds, CancellationToken.None)),
        FaultKind.RunThrowsAtOnce => throw new FaultException("run, at once"),
        FaultKind.RunReturnsNull => null,
        FaultKind.RunCancelsItself => Task.FromCanceled(new CancellationToken(canceled: true)),
        FaultKind.RunHangs => HangAsync(faults),
        FaultKind.RunBlocks => Block(CancellationToken.None),
        FaultKind.RunBlocksUntilStopped => Block(stoppingToken),
        FaultKind.RunIsSlowToStop => StopSlowlyAsync(faults, stoppingToken),
        FaultKind.RunThrowsWhenStopped => ThrowAfterAsync(ChildScript.RunUntilStoppedAsync(stoppingToken)),
        FaultKind.RunCallbackThrows => RunWithCallbackAsync(static () => throw new FaultException("callback"), stoppingToken),
        FaultKind.RunCallbackBlocks => RunWithCallbackAsync(() => Blocked.Block(CancellationToken.None), stoppingToken),
        FaultKind.RunRetiresItself => RetireAsync(child, faults, stoppingToken),
        FaultKind.RunWaitsForItsOwnStop => tracker.IsToldWhenItAwaitsItsStopAsync(child),
        FaultKind.RunOpensAnother => neighbour.OpenFromChildAsync(random, stoppingToken),
        _ => ChildScript.RunUntilStoppedAsync(stoppingToken),
    };

    private Task AfterTerminateAsync(ChildOracle child, Faults faults, CancellationToken cancellationToken) => Inject(faults.AfterTerminate) switch
    {
        FaultKind.AfterTerminateThrows => throw new FaultException("AfterTerminateAsync"),
        FaultKind.AfterTerminateIsSlow => Task.Delay(faults.Milliseconds, CancellationToken.None),
        FaultKind.AfterTerminateWaitsForItsToken => Task.Delay(Timeout.Infinite, cancellationToken),
        FaultKind.AfterTerminateHangs => Blocked.HangAsync(),
        FaultKind.AfterTerminateOpensItself => tracker.IsToldWhenItOpensItselfAsync(child),
        FaultKind.AfterTerminateOpensAnother => neighbour.OpenFromChildAsync(random, cancellationToken),
        _ => Task.CompletedTask,
    };

    private Task DisposeAsync(Faults faults) => Inject(faults.Disposal) switch
    {
        FaultKind.DisposalThrows => throw new FaultException("disposal"),
        FaultKind.DisposalIsSlow => Task.Delay(faults.Milliseconds),
        FaultKind.DisposalHangs => Blocked.HangAsync(),
        _ => Task.CompletedTask,
    };

    private Task Block(CancellationToken cancellationToken)
    {
        Blocked.Block(cancellationToken);
        return Task.CompletedTask;
    }

    private Task Count(ChildOracle child, Faults faults)
    {
        if (faults.Milliseconds % 2 == 0)
            ProbeUse.Count(child.Child!, 3, random);
        return Task.CompletedTask;
    }

    private Task CountAndThrow(ChildOracle child)
    {
        ProbeUse.Count(child.Child!, 10, random);
        ProbeUse.Set(child.Child!);
        throw new FaultException("start, after counting");
    }

    private Task HangAsync(Faults faults) => faults.Milliseconds % 2 == 0 ? Blocked.HangAsync() : ThrowAfterAsync(Blocked.HangAsync());

    private static async Task ThrowAfterAsync(Task task)
    {
        await task;
        throw new FaultException("later");
    }

    private static async Task StopSlowlyAsync(Faults faults, CancellationToken stoppingToken)
    {
        await ChildScript.RunUntilStoppedAsync(stoppingToken);
        await Task.Delay(faults.Milliseconds, CancellationToken.None);
        stoppingToken.ThrowIfCancellationRequested();
    }

    /// <summary>The callback is registered last, so it is called first.</summary>
    private static Task RunWithCallbackAsync(Action callback, CancellationToken stoppingToken)
    {
        Task run = ChildScript.RunUntilStoppedAsync(stoppingToken);
        stoppingToken.Register(callback);
        return run;
    }

    private static async Task RetireAsync(ChildOracle child, Faults faults, CancellationToken stoppingToken)
    {
        ProbeChild running = child.Child!;
        await Task.Delay(faults.Milliseconds / 2, CancellationToken.None);
        ProbeUse.TryRetire(running);
        await ChildScript.RunUntilStoppedAsync(stoppingToken);
    }
}
