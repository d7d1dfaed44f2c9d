using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Instrumentation;
using GenTracker.Testing;
using Microsoft.Extensions.Logging;

namespace GenTracker.Interleavings.Support;

/// <summary>A tracker in a schedule, all children that were ever made, and the promises that hold whatever the scenario is.</summary>
internal sealed class Stage
{
    private readonly List<Watcher> _watchers = [];

    public Stage(Schedule schedule, Action<TrackerOptions>? configure = null, ILoggerFactory? loggerFactory = null)
    {
        Schedule = schedule;
        var options = new TrackerOptions
        {
            TimeProvider = schedule.Time,
            Dispatcher = new ExploredDispatcher(schedule),
            SharesTimers = true,
            Randomizer = static () => 0,
        };
        configure?.Invoke(options);
        Tracker = new SubjectTracker(options, loggerFactory);
    }

    public Schedule Schedule { get; }

    public SubjectTracker Tracker { get; }

    /// <summary>All children whose constructor was entered.</summary>
    public List<Subject> Made { get; } = [];

    public void Expect(bool kept, string message)
    {
        if (!kept)
            Schedule.Fail(new BrokenPromiseException(message));
    }

    public void Expect(bool kept, [InterpolatedStringHandlerArgument(nameof(kept))] Complaint complaint)
    {
        if (!kept)
            Schedule.Fail(new BrokenPromiseException(complaint.ToStringAndClear()));
    }

    /// <summary>Called by each constructor: promise 1.</summary>
    public void Add(Subject made)
    {
        foreach (Subject other in Made)
            Expect(other.Key != made.Key || other.IsOver || other.IsAdopted || made.IsAdopted || other.MayBeLeftBehind, $"A second child of {made.Key} was made before {other} was over.");
        Made.Add(made);
    }

    /// <summary>Finds, and objects to a child that has not started or whose end was published before: promise 3.</summary>
    public Subject? Find(string key)
    {
        Subject[] published = [.. Made.Where(static child => child.EndIsPublished)];
        Subject? found = Tracker.Find(key);
        Schedule.Note(() => $"find {key}: {found?.ToString() ?? "null"}");
        if (found is null)
            return null;
        Expect(found.Key == key, $"{found} was found under {key}.");
        Expect(found.HasStarted || found.IsAdopted, $"{found} was found before it had started.");
        Expect(!published.Contains(found), $"{found} was found after its end had been published.");
        found.WasFound = true;
        return found;
    }

    /// <summary>Opens; a child that was given out has started, and its end was not published before the call.</summary>
    public async Task<Subject> OpenAsync(string key, Script? script = null, string? opener = null, CancellationToken cancellationToken = default)
    {
        Subject[] published = [.. Made.Where(static child => child.EndIsPublished)];
        Subject opened = await Tracker.OpenAsync(key, name => Make(name, script, opener), cancellationToken);
        Schedule.Note(() => $"open {key}: {opened}");
        Expect(opened.HasStarted || opened.IsAdopted, $"{opened} was given out before it had started.");
        Expect(!published.Contains(opened), $"{opened} was given out after its end had been published.");
        opened.WasFound = true;
        return opened;
    }

    /// <summary>Opens; null where that was refused, with the exception.</summary>
    public async Task<(Subject? Child, TrackerException? Refusal)> TryOpenAsync(string key, Script? script = null, string? opener = null)
    {
        try
        {
            return (await OpenAsync(key, script, opener), null);
        }
        catch (TrackerException refusal)
        {
            Schedule.Note(() => $"open {key}: {refusal.GetType().Name}");
            return (null, refusal);
        }
    }

    /// <summary>Stops; every child of the key that was there before is over when that ends.</summary>
    public async Task<bool> StopAsync(string key)
    {
        Subject[] there = [.. Made.Where(child => child.Key == key)];
        bool stopped = await Tracker.StopAsync(key);
        Schedule.Note(() => $"stop {key}: {stopped}");
        if (stopped)
            ExpectOver(there, "StopAsync has ended");
        return stopped;
    }

    public async Task CloseAsync(CancellationToken cancellationToken = default)
    {
        await Tracker.CloseAsync(cancellationToken);
        Schedule.Note(static () => "closed");
        ExpectOver(Made, "CloseAsync has ended");
        Expect(Tracker.Count == 0, $"{Tracker.Count} children run in a closed tracker.");
    }

    /// <summary>A running child that is counted on until it refuses, or so many times.</summary>
    public void Count(string key, int times)
    {
        for (int i = 0; i < times; i++)
        {
            if (Find(key) is not { } child)
                return;
            bool done = child.TryCount();
            Schedule.Note(() => $"count on {child}: {(done ? "done" : "refused")}");
            if (!done)
                Expect(Find(key) != child, $"{child} was found after it had refused a count.");
        }
    }

    public Watcher Watch(string name = "watcher")
    {
        var watcher = new Watcher(this);
        _watchers.Add(watcher);
        Schedule.Start(name, () => watcher.WatchAsync(), mayWaitForever: true);
        return watcher;
    }

    /// <summary>What must be true of every child once the tracker has closed: promises 4, 5 and 12.</summary>
    public void Check()
    {
        foreach (Subject child in Made)
        {
            bool mustEnd = child.HasStarted || (child.IsAdopted && child.Completion.IsCompleted);
            Expect(child.Ends == (mustEnd ? 1 : 0), $"AfterTerminateAsync of {child}, which has {(mustEnd ? "" : "not ")}started, ran {child.Ends} times.");
            Expect(child.IsAdopted || child.Disposals == 1, $"{child} was disposed {child.Disposals} times.");
            Expect(child.Count == child.Done, $"{child.Done} counts on {child} were reported as done, {child.Count} are in its final value.");
            if (mustEnd)
            {
                Expect(child.CountAtTheEnd == child.Done, $"{child.Done} counts on {child} were reported as done; its AfterTerminateAsync saw {child.CountAtTheEnd}.");
                Expect(child.Title == child.TitleAtTheEnd, $"The title of {child} was {child.TitleAtTheEnd} in its AfterTerminateAsync and is {child.Title} now.");
                Expect(child.Completion.IsCompletedSuccessfully && child.Completion.Result == child.Exit, $"The completion of {child} tells another exit than its AfterTerminateAsync was told.");
            }

            Expect(!child.WasFound || child.IsAdopted || (child.HasStarted && !child.WasOvertaken), $"{child} was found, though it {(child.HasStarted ? "was stopped while it started" : "never started")}.");
        }

        foreach (IGrouping<string, Subject> sameKey in Made.Where(static child => child.HasStarted).GroupBy(static child => child.Key))
        {
            long last = 0;
            foreach (Subject child in sameKey)
            {
                Expect(child.Link.Incarnation > last, $"{child} has incarnation {child.Link.Incarnation} after {last}.");
                last = child.Link.Incarnation;
            }

            Expect(sameKey.Last().Exit?.WillRestart != true || Tracker.GetChildren().Count == 0, $"{sameKey.Key} is promised a restart that did not come.");
        }

        foreach (Watcher watcher in _watchers)
            watcher.Check();
        Expect(Tracker.GetChildren().Count == 0, $"A closed tracker lists {Tracker.GetChildren().Count} children.");
        Expect(!Tracker.Any(), "A closed tracker has running children.");
    }

    public Subject Make(string key, Script? script = null, string? opener = null)
    {
        script ??= new Script();
        script.Constructing();
        return new Subject(this, key, script, opener);
    }

    public Subject MakeAdopted(string key) => new(this, key, new Script(), isAdopted: true);

    /// <summary>Time that passes whatever is cancelled.</summary>
    public Task DelayAsync(TimeSpan time)
    {
        var over = new TaskCompletionSource();
        Schedule.Time.CreateTimer(static state => ((TaskCompletionSource)state!).SetResult(), over, time, Timeout.InfiniteTimeSpan);
        return over.Task;
    }

    /// <summary>A task of the tracker, for a child's code to await: that goes on as work of the schedule, and not on the real pool.</summary>
    public Task InsideAsync(Task awaited)
    {
        var over = new Ended();
        Schedule.Start("awaits", async () =>
        {
            await awaited.ConfigureAwait(ConfigureAwaitOptions.ContinueOnCapturedContext | ConfigureAwaitOptions.SuppressThrowing);
            over.Cause = awaited.Exception?.InnerException;
            Schedule.Post(over);
        });
        return over.Task;
    }

    private void ExpectOver(IEnumerable<Subject> children, string when)
    {
        foreach (Subject child in children.Where(static child => !child.IsAdopted || child.Completion.IsCompleted))
            Expect(child.IsOver || child.MayBeLeftBehind, $"{when}, and {child} is not over.");
    }

    private sealed class Ended : System.Threading.Tasks.TaskCompletionSource, IThreadPoolWorkItem
    {
        public Exception? Cause { get; set; }

        public void Execute()
        {
            if (Cause is null)
                SetResult();
            else
                SetException(Cause);
        }
    }
}
