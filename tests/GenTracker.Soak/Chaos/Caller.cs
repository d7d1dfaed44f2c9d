using System;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Runtime;
using GenTracker.Soak.Children;
using GenTracker.Soak.Evidence;
using GenTracker.Soak.Tools;

namespace GenTracker.Soak.Chaos;

/// <summary>One of many who use an arena at the same time, each doing what its dice say until the round ends.</summary>
internal sealed class Caller<TKey, TChild>(Arena<TKey, TChild> arena, RoundState round, IArena neighbour, Dice dice)
    where TKey : notnull
    where TChild : class, ITracked<TKey>, IPlayer
{
    private static readonly Situation[] Manners =
    [
        Situation.OwnerEnds, Situation.OwnerHeedsStopping, Situation.OwnerHeedsStopping, Situation.OwnerIsDeaf, Situation.OwnerEndsTwice,
        Situation.CompletionFails, Situation.CompletionIsCancelled, Situation.CompletionHasEnded,
    ];

    private static readonly TimeSpan[] StopTimeouts =
        [TimeSpan.Zero, TimeSpan.FromMilliseconds(5), TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(300)];

    private readonly Mischief _mischief = new(arena.Findings, arena.Captivity, dice.Fork(), neighbour);

    private Findings Findings => arena.Findings;

    public async Task RunAsync(int keys)
    {
        Ambient.Caller = "a caller";
        while (!round.IsEnding)
        {
            TKey key = arena.KeyOf(dice.Below(keys));
            await ActAsync(key).ConfigureAwait(false);
            if (dice.OneIn(6))
                await Task.Delay(1).ConfigureAwait(false);
            else
                await Task.Yield();
        }
    }

    private async Task ActAsync(TKey key)
    {
        switch (dice.Below(100))
        {
            case < 30 when arena.CanOpen:
                await OpenAsync(key).ConfigureAwait(false);
                break;
            case < 30:
            case < 36:
                Adopt(key);
                break;
            case < 60:
                Use(key);
                break;
            case < 72:
                CountByKey(key);
                break;
            case < 80:
                await StopAsync(key).ConfigureAwait(false);
                break;
            case < 87:
                await WaitForAsync(key).ConfigureAwait(false);
                break;
            case < 90:
                List();
                break;
            case < 94:
                if (arena.Tracker.Find(key) is { } idle)
                    Uses.TryRetire(idle);
                break;
            case < 95:
                await SettleAsync().ConfigureAwait(false);
                break;
            default:
                await FollowEndAsync(key).ConfigureAwait(false);
                break;
        }
    }

    private async Task OpenAsync(TKey key)
    {
        Plot plot = _mischief.NewPlot(arena, arena.BookOf(key), key, (RestartPolicy)dice.Below(3), isAdopted: false);
        var options = new ChildOptions { Restart = plot.Restart, StopTimeout = dice.OneIn(4) ? StopTimeout() : null };
        using var impatience = new CancellationTokenSource();
        if (dice.OneIn(6))
            impatience.CancelAfter(dice.Milliseconds(4));
        if (await arena.OpenAsync(key, plot, options, impatience.Token).ConfigureAwait(false) is { } child && dice.OneIn(2))
            Uses.Count(child, 1 + dice.Below(50), dice);
    }

    private TimeSpan StopTimeout() =>
        round.AllowsEndlessStops && dice.OneIn(4) ? Timeout.InfiniteTimeSpan : dice.Pick<TimeSpan>(StopTimeouts);

    private void Adopt(TKey key)
    {
        Plot plot = _mischief.NewPlot(arena, arena.BookOf(key), key, RestartPolicy.Temporary, isAdopted: true);
        Situation manner = dice.Pick<Situation>(Manners);
        if (manner == Situation.OwnerIsDeaf && !arena.Captivity.HasRoom)
            manner = Situation.OwnerEnds;
        TChild child = arena.Make(key, plot);
        TaskCompletionSource? completion = manner is Situation.CompletionFails or Situation.CompletionIsCancelled or Situation.CompletionHasEnded
            ? new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)
            : null;
        if (manner == Situation.CompletionHasEnded)
            completion!.SetResult();
        if (arena.TryAdopt(key, child, completion?.Task) is not { } registration)
            return;
        Findings.Hit(manner);
        round.Track(new Owner(arena, child, registration, completion, manner, dice.Fork()).RunAsync());
    }

    private void Use(TKey key)
    {
        Findings.Add(Total.Finds);
        if (arena.Find(key, dice) is not { } child)
            return;
        bool hadEnded = child.Completion.IsCompleted;
        Uses.Read(child);
        Uses.Count(child, 1 + dice.Below(200), dice);
        Uses.TakeSeat(child, dice);
        Uses.Write(child);
        if (Uses.TryHold(child))
            Uses.Release(child);
        if (hadEnded)
            child.Witness.CheckNotFound("a child whose Completion had ended");
    }

    private void CountByKey(TKey key)
    {
        long counted = 0;
        try
        {
            while (counted < 20 && arena.TryIncrementByKey(key, 1, out _))
                counted++;
            arena.IncrementByKey(key, 1);
            counted++;
        }
        catch (ChildNotFoundException)
        {
        }

        arena.BookOf(key).ReportByKey(counted);
        Findings.Add(Total.Counts, counted);
    }

    private async Task StopAsync(TKey key)
    {
        using var impatience = new CancellationTokenSource();
        if (dice.OneIn(4))
            impatience.CancelAfter(dice.Milliseconds(4));
        await arena.StopAsync(key, impatience.Token).ConfigureAwait(false);
    }

    private async Task WaitForAsync(TKey key)
    {
        int manner = dice.Below(8);
        if (manner == 1 && !arena.Captivity.HasRoom)
            manner = 2;
        using var impatience = new CancellationTokenSource(1 + dice.Below(20));
        try
        {
            TChild child = await arena.Tracker.WaitForAsync(key, Holds, impatience.Token)
                .Within(Findings, "a wait for a predicate", arena.BookOf(key)).ConfigureAwait(false);
            Findings.Hit(Situation.PredicateHeld);
            if (!Equals(child.Witness.Plot.Key, key))
                child.Witness.Violation("a wait for a predicate returned another key's child");
        }
        catch (OperationCanceledException) when (impatience.IsCancellationRequested)
        {
            Findings.Hit(Situation.PredicateWaitCancelled);
        }
        catch (ScriptedException) when (manner == 0)
        {
        }
        catch (TrackerClosedException) when (arena.IsClosing)
        {
            Findings.Hit(Situation.PredicateWaitClosed);
        }
        catch (Exception exception)
        {
            Findings.Violation($"a wait for a predicate threw {exception}", arena.BookOf(key));
        }

        bool Holds(TChild child)
        {
            switch (manner)
            {
                case 0:
                    Findings.Hit(Situation.PredicateThrows);
                    throw new ScriptedException("predicate");
                case 1:
                    Findings.Hit(Situation.PredicateBlocks);
                    arena.Captivity.Block(CancellationToken.None);
                    return true;
                default:
                    return child.Count > manner * 20;
            }
        }
    }

    private void List()
    {
        int count = 0;
        foreach (TChild child in arena.Tracker)
        {
            count++;
            Uses.Read(child);
        }

        foreach (ChildInfo<TKey, TChild> info in arena.Tracker.GetChildren())
        {
            if (info.Child is { } child && !Equals(child.Witness.Plot.Key, info.Key))
                Findings.Violation($"{info.Key} is listed with the child of {child.Witness.Plot.Key}", arena.BookOf(info.Key));
            if (info.State == ChildState.Running && info.Child is null)
                Findings.Violation($"{info.Key} is listed as running without a child", arena.BookOf(info.Key));
        }

        if (count < 0 || arena.Tracker.Count < 0)
            Findings.Violation($"{arena.Name} says that {arena.Tracker.Count} children run");
    }

    private async Task SettleAsync()
    {
        using var impatience = new CancellationTokenSource(1 + dice.Below(20));
        try
        {
            await arena.Tracker.WhenSettledAsync(impatience.Token).Within(Findings, "a wait for a settled tracker").ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (impatience.IsCancellationRequested)
        {
        }
    }

    private async Task FollowEndAsync(TKey key)
    {
        if (arena.Tracker.Find(key) is not { } child || await Task.WhenAny(child.Completion, Task.Delay(dice.Milliseconds(30))).ConfigureAwait(false) != child.Completion)
            return;
        child.Witness.CheckNotFound("a child whose Completion has ended");
        ChildExit exit = await child.Completion.ConfigureAwait(false);
        if (exit.Incarnation != child.Incarnation)
            child.Witness.Violation($"the exit is of incarnation {exit.Incarnation}, the child is {child.Incarnation}");
        Uses.Count(child, 1, dice);
        if (child.TryIncrementCount(1, out _))
            child.Witness.Violation("a child whose Completion has ended takes counts");
    }
}
