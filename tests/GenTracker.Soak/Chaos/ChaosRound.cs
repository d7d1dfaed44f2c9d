using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Soak.Children;
using GenTracker.Soak.Oracles;
using GenTracker.Soak.Support;

namespace GenTracker.Soak.Chaos;

/// <summary>Three trackers: created, used by many callers at once with every fault there is, closed, and checked to the last object.</summary>
internal sealed class ChaosRound : IDisposable
{
    private const int Keys = 24;
    private const int MaxChildren = 20;
    private const int MaxStops = 10_000;

    private readonly SoakReport _report;
    private readonly RandomSource _random;
    private readonly RoundEnd _end;
    private readonly TestEnvironment _environment;
    private readonly TrackerUnderTest _constructed;
    private readonly TrackerUnderTest _bounded;
    private readonly TrackerUnderTest _adopted;
    private readonly List<Task> _actors = [];
    private readonly List<Task> _reading = [];
    private readonly List<Task> _owners = [];
    private readonly CancellationTokenSource _readingEnd = new();
    private readonly TaskCompletionSource _lateReaders = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _isEnding;
    private bool _isHolding;
    private bool _isOver;

    public ChaosRound(SoakReport report, RandomSource random, RoundEnd end)
    {
        _report = report;
        _random = random;
        _end = end;
        _environment = new TestEnvironment(report, random.Fork(), isFaulty: true);
        _constructed = _environment.NewTracker(ChildOrigin.Constructor, NewOptions(int.MaxValue, sharesTimers: true));
        _bounded = _environment.NewTracker(ChildOrigin.Factory, NewOptions(MaxChildren, sharesTimers: false));
        _adopted = _environment.NewTracker(ChildOrigin.Existing, NewOptions(int.MaxValue, sharesTimers: true));
    }

    /// <summary>Whether the callers must end.</summary>
    public bool IsEnding => Volatile.Read(ref _isEnding);

    /// <summary>Whether children may have no limit for their stop, so that only pressure closes a tracker.</summary>
    public bool AllowsEndlessStops => _end == RoundEnd.UnderPressure;

    private IReadOnlyList<TrackerUnderTest> Trackers => [_constructed, _bounded, _adopted];

    public async Task RunAsync(TimeSpan time)
    {
        Task releasing = ReleaseAgainAndAgainAsync();
        EventReaders[] readers =
            [Start(_constructed, callers: 24, _bounded), Start(_bounded, callers: 20, _constructed), Start(_adopted, callers: 8, _constructed)];
        await Task.Delay(time);
        switch (_end)
        {
            case RoundEnd.Idle:
                await EndIdleAsync(readers);
                _report.Outcomes.Add(Outcome.ClosedIdle);
                break;
            case RoundEnd.AtWork:
                Volatile.Write(ref _isHolding, true);
                await CloseAllAsync(CancellationToken.None);
                _report.Outcomes.Add(Outcome.ClosedAtWork);
                break;
            default:
                await CloseUnderPressureAsync();
                _report.Outcomes.Add(Outcome.ClosedUnderPressure);
                break;
        }

        Volatile.Write(ref _isHolding, false);
        Volatile.Write(ref _isEnding, true);
        _lateReaders.TrySetResult();
        await Task.WhenAll(_actors).Within(_report, "the callers");
        await WhenOwnersEnded().Within(_report, "the owners");
        await Task.WhenAll(_reading).Within(_report, "the readers of events");
        await CheckNothingIsLeftAsync();
        Volatile.Write(ref _isOver, true);
        await releasing;
        _report.Totals.Add(Total.Rounds);
    }

    /// <summary>Keeps what an owner of an adopted child still does, for the round's end.</summary>
    public void Track(Task owner)
    {
        lock (_owners)
        {
            _owners.RemoveAll(static other => other.IsCompleted);
            _owners.Add(owner);
        }
    }

    public void Dispose()
    {
        _readingEnd.Dispose();
        _environment.Dispose();
    }

    private static TrackerOptions NewOptions(int maxChildren, bool sharesTimers) => new()
    {
        StartTimeout = TimeSpan.FromMilliseconds(100),
        StopTimeout = TimeSpan.FromMilliseconds(40),
        AfterTerminateTimeout = TimeSpan.FromMilliseconds(40),
        Backoff = new RestartBackoff { Initial = TimeSpan.FromMilliseconds(2), Max = TimeSpan.FromMilliseconds(20), Jitter = 0.5 },
        MaxRestarts = 3,
        MaxChildren = maxChildren,
        SharesTimers = sharesTimers,
    };

    private EventReaders Start(TrackerUnderTest tracker, int callers, TrackerUnderTest neighbour)
    {
        var readers = new EventReaders(tracker, _random.Fork());
        _reading.AddRange(readers.Start(_lateReaders.Task, _readingEnd.Token));
        for (int i = 0; i < callers; i++)
        {
            var caller = new RandomCaller(tracker, this, neighbour, _random.Fork());
            _actors.Add(Task.Run(() => caller.RunAsync(Keys)));
        }

        return readers;
    }

    /// <summary>Releases all that hangs, again and again, so that it does not fill the machine.</summary>
    private async Task ReleaseAgainAndAgainAsync()
    {
        while (!Volatile.Read(ref _isOver))
        {
            await Task.Delay(_end == RoundEnd.Idle && IsEnding ? 5 : 100 + _random.Below(300));
            if (!Volatile.Read(ref _isHolding))
                _environment.Blocked.Release();
        }

        _environment.Blocked.Release();
    }

    private async Task EndIdleAsync(EventReaders[] readers)
    {
        Volatile.Write(ref _isEnding, true);
        await Task.WhenAll(_actors).Within(_report, "the callers");
        await StopAllAsync();
        await readers[0].CompareAsync(Keys, _lateReaders);
        await readers[1].CompareAsync(MaxChildren, _lateReaders);
        await CheckMaxChildrenAsync();
        await StopAllAsync();
        await _readingEnd.CancelAsync();
        await Task.WhenAll(_reading).Within(_report, "the readers of events");
        await CheckNothingIsLeftAsync();
        await CloseAllAsync(CancellationToken.None);
    }

    private Task WhenOwnersEnded()
    {
        lock (_owners)
            return Task.WhenAll(_owners);
    }

    /// <summary>Stops until nothing is left: what a child's code has opened in another tracker is stopped as well.</summary>
    private async Task StopAllAsync()
    {
        bool isAnyLeft = true;
        for (int rounds = 0; isAnyLeft; rounds++)
        {
            if (rounds == MaxStops)
            {
                _report.Violation($"after {rounds} stops of everything, something is left");
                break;
            }

            // After a broken promise something may be left for ever.
            if (_report.Broken > 0)
                break;

            isAnyLeft = false;
            foreach (TrackerUnderTest tracker in Trackers)
                isAnyLeft |= await tracker.StopAllAsync();
        }

        await WhenOwnersEnded().Within(_report, "the owners");
        await CheckEndAsync();
    }

    /// <summary>A tracker with room for so many children takes exactly so many, whatever it has been through.</summary>
    private async Task CheckMaxChildrenAsync()
    {
        await StopAllAsync();
        int opened = 0;
        for (int number = 0; number < MaxChildren; number++)
        {
            // A busy machine may use up the short timeout of a start: then it is tried again.
            bool isOpen = false;
            for (int tries = 0; tries < 100 && !isOpen; tries++)
                isOpen = await _bounded.OpenAsync(TrackerUnderTest.KeyOf(number)) is not null;
            opened += isOpen ? 1 : 0;
        }

        if (opened != MaxChildren)
            _report.Violation($"a tracker with room for {MaxChildren} children, and empty, took {opened}");
        string oneMore = TrackerUnderTest.KeyOf(MaxChildren);
        try
        {
            await _bounded.OpenUncheckedAsync(oneMore, new ChildScript(_bounded, oneMore));
            _report.Violation($"a tracker with room for {MaxChildren} children took another one");
        }
        catch (TrackerFullException)
        {
        }
    }

    private Task CloseAllAsync(CancellationToken pressure) => Task.WhenAll(Trackers.Select(tracker => tracker.CloseAsync(pressure)));

    /// <summary>A child without a limit for its stop keeps the closing waiting until the close token fires.</summary>
    private async Task CloseUnderPressureAsync()
    {
        string key = TrackerUnderTest.KeyOf(Keys);
        var script = new ChildScript(_constructed, key) { OnRun = (_, _) => _environment.Blocked.HangAsync() };
        Volatile.Write(ref _isHolding, true);
        ProbeChild? endless = await _constructed.OpenAsync(key, script, new ChildOptions { StopTimeout = Timeout.InfiniteTimeSpan });
        using var pressure = new CancellationTokenSource();
        Task closing = CloseAllAsync(pressure.Token);
        await Task.Delay(100, CancellationToken.None);
        if (closing.IsCompleted && endless is { Completion.IsCompleted: false })
            _report.Violation("the closing has ended, and a child runs on whose stop has no limit");
        await pressure.CancelAsync();
        await closing;
    }

    private async Task CheckEndAsync()
    {
        foreach (TrackerUnderTest tracker in Trackers)
            await tracker.CheckEndAsync();
    }

    /// <summary>No child, no timer, no object in memory.</summary>
    private async Task CheckNothingIsLeftAsync()
    {
        await CheckEndAsync();
        CountingTimeProvider time = _environment.Time;
        await Eventually.BecomesAsync(() => time.Timers == 0, _report, () => $"the end of the last timer; there are {time.Timers}");
        await Eventually.BecomesAsync(AreAllForgotten, _report, () => $"the last ended child leaving the memory; {CountAlive()} are there");
    }

    private bool AreAllForgotten()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return CountAlive() == 0;
    }

    private int CountAlive() => Trackers.Sum(static tracker => tracker.CountAlive());
}
