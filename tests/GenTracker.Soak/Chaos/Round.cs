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

/// <summary>The life of three trackers: made, used by everybody at once in every wrong way, closed, and checked down to the last object.</summary>
internal sealed class Round : IDisposable
{
    private const int Keys = 24;
    private const int Room = 20;
    private const int MaxStops = 10_000;

    private readonly Findings _findings;
    private readonly Dice _dice;
    private readonly RoundEnd _end;
    private readonly World _world;
    private readonly RoundState _state;
    private readonly JobArena _jobs;
    private readonly ShapeArena _shapes;
    private readonly GuestArena _guests;
    private readonly List<Task> _actors = [];
    private readonly List<Task> _readers = [];
    private readonly CancellationTokenSource _watching = new();
    private readonly TaskCompletionSource _lateReaders = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _isHolding;
    private bool _isOver;

    public Round(Findings findings, Dice dice, RoundEnd end)
    {
        _findings = findings;
        _dice = dice;
        _end = end;
        _world = new World(findings, dice.Fork(), isPolite: false);
        _state = new RoundState(allowsEndlessStops: end == RoundEnd.UnderPressure);
        _jobs = new JobArena(_world, _world.NewJobs(NewOptions(int.MaxValue, sharesTimers: true)), "jobs");
        _shapes = new ShapeArena(_world, _world.NewShapes(NewOptions(Room, sharesTimers: false)), "shapes") { IsBounded = true };
        _guests = new GuestArena(_world, _world.NewGuests(NewOptions(int.MaxValue, sharesTimers: true)), "guests");
    }

    public async Task RunAsync(TimeSpan time)
    {
        Task releasing = ReleaseNowAndThenAsync();
        Watchers<string, Job> jobWatchers = Act(_jobs, callers: 24, _shapes);
        Watchers<int, Shape> shapeWatchers = Act(_shapes, callers: 20, _jobs);
        Watchers<Guid, Guest> guestWatchers = Act(_guests, callers: 8, _jobs);
        await Task.Delay(time).ConfigureAwait(false);

        switch (_end)
        {
            case RoundEnd.Idle:
                _state.End();
                await EndedAsync(_actors, "the callers").ConfigureAwait(false);
                await StopAllAsync().ConfigureAwait(false);
                await jobWatchers.CompareAsync(Keys, _lateReaders).ConfigureAwait(false);
                await shapeWatchers.CompareAsync(Room, _lateReaders).ConfigureAwait(false);
                await CheckRoomAsync().ConfigureAwait(false);
                await StopAllAsync().ConfigureAwait(false);
                await _watching.CancelAsync().ConfigureAwait(false);
                await EndedAsync(_readers, "the watchers").ConfigureAwait(false);
                await CheckNothingIsLeftAsync().ConfigureAwait(false);
                await CloseAllAsync(CancellationToken.None).ConfigureAwait(false);
                _findings.Hit(Situation.ClosedIdle);
                break;

            case RoundEnd.AtWork:
                Volatile.Write(ref _isHolding, true);
                await CloseAllAsync(CancellationToken.None).ConfigureAwait(false);
                _findings.Hit(Situation.ClosedAtWork);
                break;

            default:
                await CloseUnderPressureAsync().ConfigureAwait(false);
                _findings.Hit(Situation.ClosedUnderPressure);
                break;
        }

        Volatile.Write(ref _isHolding, false);
        _state.End();
        _lateReaders.TrySetResult();
        await EndedAsync(_actors, "the callers").ConfigureAwait(false);
        await EndedAsync([_state.WhenTrackedEnded()], "the owners").ConfigureAwait(false);
        await EndedAsync(_readers, "the watchers").ConfigureAwait(false);
        await CheckNothingIsLeftAsync().ConfigureAwait(false);
        Volatile.Write(ref _isOver, true);
        await releasing.ConfigureAwait(false);
        _findings.Add(Total.Rounds);
    }

    public void Dispose()
    {
        _watching.Dispose();
        _world.Dispose();
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

    private Watchers<TKey, TChild> Act<TKey, TChild>(Arena<TKey, TChild> arena, int callers, IArena neighbour)
        where TKey : notnull
        where TChild : class, ITracked<TKey>, IPlayer
    {
        var watchers = new Watchers<TKey, TChild>(arena, _dice.Fork());
        _readers.AddRange(watchers.Begin(_lateReaders.Task, _watching.Token));
        for (int i = 0; i < callers; i++)
        {
            var caller = new Caller<TKey, TChild>(arena, _state, neighbour, _dice.Fork());
            _actors.Add(Task.Run(() => caller.RunAsync(Keys)));
        }

        return watchers;
    }

    /// <summary>Lets go, now and then, all that hang, so that they do not fill the machine.</summary>
    private async Task ReleaseNowAndThenAsync()
    {
        while (!Volatile.Read(ref _isOver))
        {
            await Task.Delay(_end == RoundEnd.Idle && _state.IsEnding ? 5 : 100 + _dice.Below(300)).ConfigureAwait(false);
            if (!Volatile.Read(ref _isHolding))
                _world.Captivity.Release();
        }

        _world.Captivity.Release();
    }

    private Task EndedAsync(List<Task> tasks, string who) =>
        Task.WhenAll(tasks).Within(_findings, who);

    /// <summary>Stops until nothing is left: what one child's code has opened in another tracker is stopped as well.</summary>
    private async Task StopAllAsync()
    {
        int rounds = 0;
        while (await StopLivesAsync(_jobs).ConfigureAwait(false) | await StopLivesAsync(_shapes).ConfigureAwait(false) | await StopLivesAsync(_guests).ConfigureAwait(false))
        {
            if (++rounds < MaxStops)
                continue;
            _findings.Violation($"after {rounds} stops of everything, something is left");
            break;
        }

        await EndedAsync([_state.WhenTrackedEnded()], "the owners").ConfigureAwait(false);
        await _jobs.CheckEndAsync().ConfigureAwait(false);
        await _shapes.CheckEndAsync().ConfigureAwait(false);
        await _guests.CheckEndAsync().ConfigureAwait(false);
    }

    /// <summary>Stops all there are; whether there were any, or any child that was given up and whose last code may open others.</summary>
    private static async Task<bool> StopLivesAsync<TKey, TChild>(Arena<TKey, TChild> arena)
        where TKey : notnull
        where TChild : class, ITracked<TKey>, IPlayer
    {
        // Waiting for a settled tracker must end, whatever it is that was still on its way.
        await arena.Tracker.WhenSettledAsync().Within(arena.Findings, $"the settling of {arena.Name}").ConfigureAwait(false);
        await Patience.Becomes(() => arena.Tracker.AbandonedCount == 0, arena.Findings, $"the end of the last given up child of {arena.Name}").ConfigureAwait(false);
        IReadOnlyList<ChildInfo<TKey, TChild>> children = arena.Tracker.GetChildren();
        foreach (ChildInfo<TKey, TChild> info in children)
            await arena.StopAsync(info.Key, CancellationToken.None).ConfigureAwait(false);
        return children is not [];
    }

    /// <summary>A tracker with room for so many takes exactly so many, whatever it has been through.</summary>
    private async Task CheckRoomAsync()
    {
        await StopAllAsync().ConfigureAwait(false);
        int opened = 0;
        for (int key = 0; key < Room; key++)
        {
            // A busy machine may use up the short budget of a start: another try.
            for (int tries = 0; tries < 100; tries++)
            {
                if (await _shapes.OpenAsync(key, _shapes.QuietPlot(key), options: null, CancellationToken.None).ConfigureAwait(false) is null)
                    continue;
                opened++;
                break;
            }
        }

        if (opened != Room)
            _findings.Violation($"a tracker with room for {Room} children, and empty, took {opened}");
        try
        {
            await _shapes.OpenRawAsync(Room, _shapes.QuietPlot(Room), options: null, CancellationToken.None).ConfigureAwait(false);
            _findings.Violation($"a tracker with room for {Room} children took another one");
        }
        catch (TrackerFullException)
        {
        }
    }

    private Task CloseAllAsync(CancellationToken pressure) =>
        Task.WhenAll(_jobs.CloseAsync(pressure), _shapes.CloseAsync(pressure), _guests.CloseAsync(pressure));

    /// <summary>A child that nobody gives up holds the closing up until its grace is ended.</summary>
    private async Task CloseUnderPressureAsync()
    {
        string key = _jobs.KeyOf(Keys);
        var plot = new Plot(_jobs, _jobs.BookOf(key), key) { OnRun = (_, _) => _world.Captivity.HangAsync() };
        var endless = new ChildOptions { StopTimeout = Timeout.InfiniteTimeSpan };
        Volatile.Write(ref _isHolding, true);
        Job? deaf = await _jobs.OpenAsync(key, plot, endless, CancellationToken.None).ConfigureAwait(false);
        using var pressure = new CancellationTokenSource();
        Task closing = CloseAllAsync(pressure.Token);
        await Task.Delay(100, CancellationToken.None).ConfigureAwait(false);
        if (closing.IsCompleted && deaf is { Completion.IsCompleted: false })
            _findings.Violation("the closing has ended, and a child runs on that has all the time in the world");
        await pressure.CancelAsync().ConfigureAwait(false);
        await closing.ConfigureAwait(false);
    }

    /// <summary>No child, no timer, no object in memory.</summary>
    private async Task CheckNothingIsLeftAsync()
    {
        await _jobs.CheckEndAsync().ConfigureAwait(false);
        await _shapes.CheckEndAsync().ConfigureAwait(false);
        await _guests.CheckEndAsync().ConfigureAwait(false);
        await Patience.Becomes(() => _world.Clock.Timers == 0, _findings, $"the end of the last timer; there are {_world.Clock.Timers}").ConfigureAwait(false);
        await Patience.Becomes(AreAllForgotten, _findings, $"the last ended child leaving the memory; {CountRemembered()} are there").ConfigureAwait(false);
    }

    private bool AreAllForgotten()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return CountRemembered() == 0;
    }

    private int CountRemembered() => _jobs.CountAlive() + _shapes.CountAlive() + _guests.CountAlive();
}
