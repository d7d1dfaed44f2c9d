using System;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Soak.Children;
using GenTracker.Soak.Evidence;
using GenTracker.Soak.Tools;

namespace GenTracker.Soak.Chaos;

/// <summary>Children that misbehave in every way that a child can, as the dice say, and some that do not.</summary>
internal sealed class Mischief(Findings findings, Captivity captivity, Dice dice, IArena neighbour)
{
    private static readonly Situation[] Constructors =
        [Situation.ConstructorThrows, Situation.ConstructorThrows, Situation.ConstructorIsSlow, Situation.ConstructorBlocks];

    private static readonly Situation[] Starts =
    [
        Situation.StartThrowsAtOnce, Situation.StartThrowsLater, Situation.StartReturnsNull, Situation.StartIsSlow, Situation.StartIsSlow,
        Situation.StartWaitsForItsToken, Situation.StartSucceedsAfterItsToken, Situation.StartHangs, Situation.StartBlocks,
        Situation.StartCountsAndThrows, Situation.StartOpensAnother, Situation.StartOpensAnother, Situation.StartOpensItself,
    ];

    private static readonly Situation[] Runs =
    [
        Situation.RunCompletes, Situation.RunCompletes, Situation.RunCompletes, Situation.RunFails, Situation.RunFails, Situation.RunFails,
        Situation.RunThrowsAtOnce, Situation.RunReturnsNull, Situation.RunCancelsItself, Situation.RunHangs, Situation.RunBlocks,
        Situation.RunBlocksUntilStopped, Situation.RunIsSlowToStop, Situation.RunThrowsWhenStopped, Situation.RunCallbackThrows,
        Situation.RunCallbackBlocks, Situation.RunRetiresItself, Situation.RunWaitsForItsOwnStop, Situation.RunOpensAnother,
    ];

    private static readonly Situation[] Ends =
    [
        Situation.AfterTerminateThrows, Situation.AfterTerminateIsSlow, Situation.AfterTerminateIsSlow, Situation.AfterTerminateWaitsForItsToken,
        Situation.AfterTerminateHangs, Situation.AfterTerminateOpensItself, Situation.AfterTerminateOpensAnother,
    ];

    private static readonly Situation[] Disposals = [Situation.DisposalThrows, Situation.DisposalIsSlow, Situation.DisposalHangs];

    /// <summary>A life of a key whose children do what the dice say, each incarnation something else.</summary>
    public Plot NewPlot(IArena arena, KeyBook book, object key, RestartPolicy restart, bool isAdopted) => new(arena, book, key)
    {
        Restart = restart,
        IsAdopted = isAdopted,
        IsOfOtherKind = dice.OneIn(2),
        OnConstruct = Construct,
        OnStart = Start,
        OnRun = Run,
        OnAfterTerminate = AfterTerminateAsync,
        OnDispose = DisposeAsync,
    };

    private Situation? Draw(int chances, Situation[] deck)
    {
        if (!dice.OneIn(chances))
            return null;
        Situation drawn = dice.Pick<Situation>(deck);
        bool hangs = drawn is Situation.ConstructorBlocks or Situation.StartHangs or Situation.StartBlocks or Situation.RunHangs or Situation.RunBlocks
            or Situation.RunBlocksUntilStopped or Situation.RunCallbackBlocks or Situation.AfterTerminateHangs or Situation.DisposalHangs;
        if (hangs && !captivity.HasRoom)
            return null;
        findings.Hit(drawn);
        return drawn;
    }

    private void Construct(Witness witness)
    {
        switch (Draw(12, Constructors))
        {
            case Situation.ConstructorThrows:
                throw new ScriptedException("constructor");
            case Situation.ConstructorIsSlow:
                Thread.Sleep(dice.Milliseconds(5));
                break;
            case Situation.ConstructorBlocks:
                captivity.Block(CancellationToken.None);
                break;
        }
    }

    private Task? Start(Witness witness, CancellationToken cancellationToken)
    {
        IPlayer player = witness.Player!;
        switch (Draw(4, Starts))
        {
            case Situation.StartThrowsAtOnce:
                throw new ScriptedException("start");
            case Situation.StartReturnsNull:
                return null;
            case Situation.StartThrowsLater:
                return ThrowLaterAsync("start");
            case Situation.StartIsSlow:
                return Task.Delay(dice.Milliseconds(10), CancellationToken.None);
            case Situation.StartWaitsForItsToken:
                return Task.Delay(Timeout.Infinite, cancellationToken);
            case Situation.StartSucceedsAfterItsToken:
                return Plot.RunUntilStoppedAsync(cancellationToken);
            case Situation.StartHangs:
                return dice.OneIn(2) ? captivity.HangAsync() : HangAndThrowAsync();
            case Situation.StartBlocks:
                captivity.Block(cancellationToken);
                break;
            case Situation.StartCountsAndThrows:
                Uses.Count(player, 10, dice);
                Uses.Write(player);
                throw new ScriptedException("start, after counting");
            case Situation.StartOpensAnother:
                return neighbour.OpenFromChildAsync(dice, cancellationToken);
            case Situation.StartOpensItself:
                return witness.Plot.Arena.IsToldWhenItOpensItselfAsync(witness);
            default:
                if (dice.OneIn(2))
                    Uses.Count(player, 3, dice);
                break;
        }

        return Task.CompletedTask;
    }

    private Task? Run(Witness witness, CancellationToken stoppingToken)
    {
        switch (Draw(2, Runs))
        {
            case Situation.RunCompletes:
                return Task.Delay(dice.Milliseconds(10), CancellationToken.None);
            case Situation.RunFails:
                return ThrowLaterAsync("run");
            case Situation.RunThrowsAtOnce:
                throw new ScriptedException("run, at once");
            case Situation.RunReturnsNull:
                return null;
            case Situation.RunCancelsItself:
                return Task.FromCanceled(new CancellationToken(canceled: true));
            case Situation.RunHangs:
                return dice.OneIn(2) ? captivity.HangAsync() : HangAndThrowAsync();
            case Situation.RunBlocks:
                captivity.Block(CancellationToken.None);
                return Task.CompletedTask;
            case Situation.RunBlocksUntilStopped:
                captivity.Block(stoppingToken);
                return Task.CompletedTask;
            case Situation.RunIsSlowToStop:
                return StopSlowlyAsync(stoppingToken);
            case Situation.RunThrowsWhenStopped:
                return ThrowWhenStoppedAsync(stoppingToken);
            case Situation.RunCallbackThrows:
                stoppingToken.Register(static () => throw new ScriptedException("callback"));
                break;
            case Situation.RunCallbackBlocks:
                Task run = Plot.RunUntilStoppedAsync(stoppingToken);
                stoppingToken.Register(() => captivity.Block(CancellationToken.None));
                return run;
            case Situation.RunRetiresItself:
                return RetireAsync(witness, stoppingToken);
            case Situation.RunWaitsForItsOwnStop:
                return witness.Plot.Arena.IsToldWhenItAwaitsItsStopAsync(witness);
            case Situation.RunOpensAnother:
                return neighbour.OpenFromChildAsync(dice, stoppingToken);
        }

        return Plot.RunUntilStoppedAsync(stoppingToken);
    }

    private async Task AfterTerminateAsync(Witness witness, ChildExit exit, CancellationToken cancellationToken)
    {
        switch (Draw(6, Ends))
        {
            case Situation.AfterTerminateThrows:
                throw new ScriptedException("AfterTerminateAsync");
            case Situation.AfterTerminateIsSlow:
                await Task.Delay(dice.Milliseconds(10), CancellationToken.None).ConfigureAwait(false);
                break;
            case Situation.AfterTerminateWaitsForItsToken:
                await Task.Delay(Timeout.Infinite, cancellationToken).ConfigureAwait(false);
                break;
            case Situation.AfterTerminateHangs:
                await captivity.HangAsync().ConfigureAwait(false);
                break;
            case Situation.AfterTerminateOpensItself:
                await witness.Plot.Arena.IsToldWhenItOpensItselfAsync(witness).ConfigureAwait(false);
                break;
            case Situation.AfterTerminateOpensAnother:
                await neighbour.OpenFromChildAsync(dice, cancellationToken).ConfigureAwait(false);
                break;
        }
    }

    private async Task DisposeAsync(Witness witness)
    {
        switch (Draw(12, Disposals))
        {
            case Situation.DisposalThrows:
                throw new ScriptedException("disposal");
            case Situation.DisposalIsSlow:
                await Task.Delay(dice.Milliseconds(10)).ConfigureAwait(false);
                break;
            case Situation.DisposalHangs:
                await captivity.HangAsync().ConfigureAwait(false);
                break;
        }
    }

    private async Task ThrowLaterAsync(string what)
    {
        await Task.Delay(dice.Milliseconds(10)).ConfigureAwait(false);
        throw new ScriptedException(what + ", later");
    }

    private async Task HangAndThrowAsync()
    {
        await captivity.HangAsync().ConfigureAwait(false);
        throw new ScriptedException("at last");
    }

    private async Task StopSlowlyAsync(CancellationToken stoppingToken)
    {
        await Plot.RunUntilStoppedAsync(stoppingToken).ConfigureAwait(false);
        await Task.Delay(dice.Milliseconds(10), CancellationToken.None).ConfigureAwait(false);
        stoppingToken.ThrowIfCancellationRequested();
    }

    private static async Task ThrowWhenStoppedAsync(CancellationToken stoppingToken)
    {
        await Plot.RunUntilStoppedAsync(stoppingToken).ConfigureAwait(false);
        throw new ScriptedException("on the way out");
    }

    private async Task RetireAsync(Witness witness, CancellationToken stoppingToken)
    {
        IPlayer player = witness.Player!;
        await Task.Delay(dice.Milliseconds(5), CancellationToken.None).ConfigureAwait(false);
        Uses.TryRetire(player);
        await Plot.RunUntilStoppedAsync(stoppingToken).ConfigureAwait(false);
    }
}
