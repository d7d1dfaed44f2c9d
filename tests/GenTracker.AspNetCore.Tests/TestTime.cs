using System;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Extensions.Time.Testing;

namespace GenTracker.AspNetCore.Tests;

/// <summary>A clock that the test moves, and that says what waits for it.</summary>
internal sealed class TestTime() : FakeTimeProvider(new DateTimeOffset(2026, 11, 28, 12, 0, 0, TimeSpan.Zero)), IDisposable
{
    /// <summary>How long a test waits for what comes at once.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan WriteTimeout = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim _ticks = new(0);
    private int _writes;

    /// <summary>How many writes of event streams wait for their pages.</summary>
    public int WaitingWrites => Volatile.Read(ref _writes);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        bool isWrite = dueTime == WriteTimeout;
        if (isWrite)
            Interlocked.Increment(ref _writes);
        var timer = new Timer(base.CreateTimer(callback, state, dueTime, period), isWrite ? this : null);
        if (dueTime == Tick)
            _ticks.Release();
        return timer;
    }

    public void Dispose() => _ticks.Dispose();

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

    private sealed class Timer(ITimer timer, TestTime? owner) : ITimer
    {
        private TestTime? _owner = owner;

        public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(dueTime, period);

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _owner, null) is { } counting)
                Interlocked.Decrement(ref counting._writes);
            timer.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
