using System;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.AspNetCore.Dashboard;
using Microsoft.Extensions.Time.Testing;

namespace GenTracker.AspNetCore.Tests;

/// <summary>A clock that the test moves, and that says what waits for it.</summary>
internal sealed class TestTime() : FakeTimeProvider(new DateTimeOffset(2026, 11, 28, 12, 0, 0, TimeSpan.Zero)), IDisposable
{
    /// <summary>How long a test waits for what comes at once. A busy machine takes its time.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan WriteTimeout = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim _ticks = new(0);
    private readonly SemaphoreSlim _stopWaits = new(0);
    private readonly StrongBox<int> _writes = new();
    private readonly StrongBox<int> _rests = new();
    private int _begunWrites;

    /// <summary>How many writes of event streams wait for their pages.</summary>
    public int WaitingWrites => Volatile.Read(ref _writes.Value);

    /// <summary>How many writes of event streams have waited, however shortly.</summary>
    public int BegunWrites => Volatile.Read(ref _begunWrites);

    /// <summary>Whether the dashboard rests from work during which the test has moved the clock.</summary>
    public bool IsResting => Volatile.Read(ref _rests.Value) > 0;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        StrongBox<int>? waiting = dueTime == WriteTimeout ? _writes : dueTime > WriteTimeout && dueTime < EventStreams.MaxAge ? _rests : null;
        if (waiting is not null)
            Interlocked.Increment(ref waiting.Value);
        if (waiting == _writes)
            Interlocked.Increment(ref _begunWrites);
        var timer = new Timer(base.CreateTimer(callback, state, dueTime, period), waiting);
        if (dueTime == Tick)
            _ticks.Release();
        if (dueTime == TrackerDashboard.StopWait)
            _stopWaits.Release();
        return timer;
    }

    public void Dispose()
    {
        _ticks.Dispose();
        _stopWaits.Dispose();
    }

    /// <summary>Lets the time pass for which the answer to a stop waits, as soon as it waits.</summary>
    public async Task PassStopWaitAsync()
    {
        await _stopWaits.WaitAsync().WaitAsync(Patience);
        Advance(TrackerDashboard.StopWait);
    }

    /// <summary>Lets the next second of an event stream go by, as soon as the stream waits for it.</summary>
    public async Task PassTickAsync()
    {
        await _ticks.WaitAsync().WaitAsync(Patience);
        Advance(Tick);
    }

    /// <summary>Lets a second go by if an event stream waits for it.</summary>
    public void PassTickIfAny()
    {
        if (_ticks.Wait(0))
            Advance(Tick);
    }

    private sealed class Timer(ITimer timer, StrongBox<int>? waiting) : ITimer
    {
        private StrongBox<int>? _waiting = waiting;

        public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(dueTime, period);

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _waiting, null) is { } counter)
                Interlocked.Decrement(ref counter.Value);
            timer.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
