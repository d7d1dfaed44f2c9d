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

/// <summary>A tracker in a schedule, all children that were made, and the promises that hold in each scenario.</summary>
internal sealed partial class TrackerHarness
{
    private readonly List<EventReader> _readers = [];

    public TrackerHarness(Schedule schedule, Action<TrackerOptions> configure, ILoggerFactory? loggerFactory)
    {
        Schedule = schedule;
        var options = new TrackerOptions
        {
            TimeProvider = schedule.Time,
            Dispatcher = new ExploredDispatcher(schedule),
            SharesTimers = true,
            Randomizer = static () => 0,
            RecentExits = 0,
        };
        configure(options);
        Tracker = new ProbeTracker(options, loggerFactory);
    }

    public Schedule Schedule { get; }

    public ProbeTracker Tracker { get; }

    /// <summary>All children that were constructed.</summary>
    public List<ProbeChild> Children { get; } = [];

    public void Expect(bool kept, string message)
    {
        if (!kept)
            Schedule.Fail(new PromiseViolationException(message));
    }

    public void Expect(bool kept, [InterpolatedStringHandlerArgument(nameof(kept))] ViolationMessage complaint)
    {
        if (!kept)
            Schedule.Fail(new PromiseViolationException(complaint.ToStringAndClear()));
    }

    /// <summary>Called by each constructor. Checks promise 1.</summary>
    public void Add(ProbeChild made)
    {
        Children.Add(made);
        ExpectOneIncarnation(made.Key);
    }

    /// <summary>Finds a child. It must have started, and its end must not have been published before (promise 3).</summary>
    public ProbeChild? Find(string key)
    {
        ProbeChild[] published = [.. Children.Where(static child => child.EndIsPublished)];
        ProbeChild? found = Tracker.Find(key);
        Schedule.Note(() => $"find {key}: {found?.ToString() ?? "null"}");
        if (found is null)
            return null;
        Expect(found.Key == key, $"{found} was found under {key}.");
        Expect(found.HasStarted || found.IsAdopted, $"{found} was found before it had started.");
        Expect(!published.Contains(found), $"{found} was found after its end had been published.");
        found.WasFound = true;
        ExpectOneIncarnation(key);
        return found;
    }

    /// <summary>Opens a child. It must have started, and its end must not have been published before the call.</summary>
    public async Task<ProbeChild> OpenAsync(string key, ChildScript? script = null, string? opener = null, CancellationToken cancellationToken = default)
    {
        ProbeChild[] published = [.. Children.Where(static child => child.EndIsPublished)];
        ProbeChild opened = await Tracker.OpenAsync(key, name => Create(name, script, opener), cancellationToken);
        Schedule.Note(() => $"open {key}: {opened}");
        Expect(opened.HasStarted || opened.IsAdopted, $"{opened} was returned before it had started.");
        Expect(!published.Contains(opened), $"{opened} was returned after its end had been published.");
        opened.WasFound = true;
        return opened;
    }

    /// <summary>Opens a child, or returns null and the exception.</summary>
    public async Task<(ProbeChild? Child, TrackerException? Refusal)> TryOpenAsync(string key, ChildScript? script = null, string? opener = null)
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

    /// <summary>Stops a key. Then all children that it had before are over.</summary>
    public async Task<bool> StopAsync(string key)
    {
        ProbeChild[] there = [.. Children.Where(child => child.Key == key)];
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
        ExpectOver(Children, "CloseAsync has ended");
        Expect(Tracker.Count == 0, $"{Tracker.Count} children run in a closed tracker.");
    }

    /// <summary>Increments the running child until it refuses, or so many times.</summary>
    public void IncrementUntilRefused(string key, int times)
    {
        for (int i = 0; i < times; i++)
        {
            if (Find(key) is not { } child)
                return;
            bool done = child.TryIncrement();
            Schedule.Note(() => $"increment {child}: {(done ? "done" : "refused")}");
            if (!done)
                Expect(Find(key) != child, $"{child} was found after it had refused an increment.");
        }
    }

    public EventReader ReadEvents(string name = "reads events")
    {
        var reader = new EventReader(this);
        _readers.Add(reader);
        Schedule.Start(name, () => reader.ReadAsync(), mayWaitForever: true);
        return reader;
    }

    /// <summary>Checks all children after the close: promises 4, 5 and 12.</summary>
    public void Check()
    {
        foreach (ProbeChild child in Children)
        {
            bool mustEnd = child.HasStarted || (child.IsAdopted && child.Completion.IsCompleted);
            Expect(
                child.AfterTerminateCalls == (mustEnd ? 1 : 0),
                $"AfterTerminateAsync of {child}, which has {(mustEnd ? "" : "not ")}started, ran {child.AfterTerminateCalls} times.");
            Expect(child.IsAdopted || child.Disposals == 1, $"{child} was disposed {child.Disposals} times.");
            Expect(child.Count == child.Done, $"{child.Done} increments of {child} returned true, {child.Count} are in its final value.");
            if (mustEnd)
            {
                Expect(child.CountAtEnd == child.Done, $"{child.Done} increments of {child} returned true; its AfterTerminateAsync saw {child.CountAtEnd}.");
                Expect(child.Title == child.TitleAtEnd, $"The title of {child} was {child.TitleAtEnd} in its AfterTerminateAsync and is {child.Title} now.");
                Expect(
                    child.Completion.IsCompletedSuccessfully && child.Completion.Result == child.Exit,
                    $"The completion of {child} has another exit than its AfterTerminateAsync got.");
            }

            Expect(
                !child.WasFound || child.IsAdopted || (child.HasStarted && !child.WasStoppedInStart),
                $"{child} was found, though it {(child.HasStarted ? "was stopped while it started" : "never started")}.");
        }

        foreach (IGrouping<string, ProbeChild> sameKey in Children.Where(static child => child.HasStarted).GroupBy(static child => child.Key))
        {
            long last = 0;
            foreach (ProbeChild child in sameKey)
            {
                Expect(child.Link.Incarnation > last, $"{child} has incarnation {child.Link.Incarnation} after {last}.");
                last = child.Link.Incarnation;
            }

            Expect(sameKey.Last().Exit?.WillRestart != true || Tracker.GetChildren().Count == 0, $"{sameKey.Key} was announced a restart that did not come.");
        }

        CheckReplacements();
        foreach (EventReader reader in _readers)
            reader.Check();
        Expect(Tracker.GetChildren().Count == 0, $"A closed tracker lists {Tracker.GetChildren().Count} children.");
        Expect(!Tracker.Any(), "A closed tracker has running children.");
    }

    public ProbeChild Create(string key, ChildScript? script = null, string? opener = null)
    {
        script ??= new ChildScript();
        script.OnConstruct();
        return new ProbeChild(this, key, script, opener);
    }

    public ProbeChild CreateAdopted(string key) => new(this, key, new ChildScript(), isAdopted: true);

    /// <summary>A delay that no token ends.</summary>
    public Task DelayAsync(TimeSpan time)
    {
        var over = new TaskCompletionSource();
        Schedule.Time.CreateTimer(static state => ((TaskCompletionSource)state!).SetResult(), over, time, Timeout.InfiniteTimeSpan);
        return over.Task;
    }

    /// <summary>Lets a child's code await a task of the tracker: the code goes on as work of the schedule, and not on the real pool.</summary>
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

    private void ExpectOver(IEnumerable<ProbeChild> children, string when)
    {
        foreach (ProbeChild child in children.Where(static child => !child.IsAdopted || child.Completion.IsCompleted))
            Expect(child.IsOver || child.MayBeAbandoned, $"{when}, and {child} is not over.");
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
