using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Runtime;
using GenTracker.Soak.Children;
using GenTracker.Soak.Evidence;
using GenTracker.Soak.Tools;

namespace GenTracker.Soak.Chaos;

/// <summary>The readers of an arena's events: some keep up, some are slow, one leaves or throws again and again, one does not read until the end.</summary>
internal sealed class Watchers<TKey, TChild>(Arena<TKey, TChild> arena, Dice dice)
    where TKey : notnull
    where TChild : class, ITracked<TKey>, IPlayer
{
    private readonly List<Watcher<TKey, TChild>> _steady = [];
    private CancellationToken _end;

    /// <summary>Begins to read.</summary>
    /// <param name="late">When the reader that does not read begins to read after all.</param>
    /// <param name="end">Ends all reading; else it ends with the tracker.</param>
    public IEnumerable<Task> Begin(Task late, CancellationToken end)
    {
        _end = end;
        yield return Read(static _ => null);
        yield return Read(static _ => null);
        yield return Read(number => dice.OneIn(100) ? Task.Delay(dice.Milliseconds(30), CancellationToken.None) : null);
        yield return Read(number => number == 3 ? late : null);
        yield return ComeAndGoAsync();
        arena.Findings.Hit(Situation.WatcherKeepsUp);
        arena.Findings.Hit(Situation.WatcherIsSlow);
    }

    /// <summary>Opens some children of an idle tracker, and compares what all readers were told of with what is there.</summary>
    public async Task CompareAsync(int keys, TaskCompletionSource late)
    {
        late.TrySetResult();
        var running = new List<TChild>();
        for (int number = 0; number < keys / 2; number++)
        {
            TKey key = arena.KeyOf(number);
            if (await arena.OpenAsync(key, arena.QuietPlot(key), options: null, CancellationToken.None).ConfigureAwait(false) is { } child)
                running.Add(child);
        }

        Check(arena.Tracker, "the enumeration", running);
        Check(arena.Tracker.GetChildren().Where(static info => info.State == ChildState.Running).Select(static info => info.Child!), "the list", running);
        if (arena.Tracker.Count != running.Count)
            arena.Findings.Violation($"{arena.Name} counts {arena.Tracker.Count} children, {running.Count} run");
        if (running is [])
            return;

        using var end = CancellationTokenSource.CreateLinkedTokenSource(_end);
        var fresh = new Watcher<TKey, TChild>(arena.Findings, arena.Tracker, arena.BookOf);
        Task reading = fresh.ReadAsync(static _ => null, end.Token);
        foreach (Watcher<TKey, TChild> watcher in _steady.Append(fresh))
        {
            foreach (TChild child in running)
                await watcher.WhenToldOf((TKey)child.Witness.Plot.Key).Within(arena.Findings, "an event of a child that was opened").ConfigureAwait(false);
            Check(watcher.Mirror, "a mirror", running);
        }

        await end.CancelAsync().ConfigureAwait(false);
        await reading.ConfigureAwait(false);
    }

    private void Check(IEnumerable<TChild> told, string where, List<TChild> running)
    {
        var missing = running.Except(told).ToList();
        var extra = told.Except(running).ToList();
        foreach (TChild child in missing)
            child.Witness.Violation($"{where} of {arena.Name} lacks a child that runs");
        foreach (TChild child in extra)
            child.Witness.Violation($"{where} of {arena.Name} has a child that does not run");
    }

    private Task Read(Func<long, Task?> pace)
    {
        var watcher = new Watcher<TKey, TChild>(arena.Findings, arena.Tracker, arena.BookOf);
        _steady.Add(watcher);
        return Task.Run(() => watcher.ReadAsync(pace, _end));
    }

    private async Task ComeAndGoAsync()
    {
        while (!arena.IsClosing && !_end.IsCancellationRequested)
        {
            using var leaving = CancellationTokenSource.CreateLinkedTokenSource(_end);
            leaving.CancelAfter(1 + dice.Below(100));
            int last = dice.OneIn(2) ? dice.Below(20) : int.MaxValue;
            await new Watcher<TKey, TChild>(arena.Findings, arena.Tracker, arena.BookOf)
                .ReadAsync(number => number < last ? null : throw new ScriptedException("watcher"), leaving.Token).ConfigureAwait(false);
        }
    }
}
