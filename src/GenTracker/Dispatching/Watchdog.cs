using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Threading;

namespace GenTracker.Dispatching;

/// <summary>
/// A thread that looks after the steps of supervision while there are any: it starts a rescue thread if the pool does not take them, and it fires timers
/// without the pool. It ends when there has been nothing to do for a second.
/// </summary>
/// <remarks>
/// The pool starts a new thread only once in about half a second when child code blocks all of its threads. A rescue thread runs steps until none waits. A step
/// may call child code that blocks (a termination callback, a callback on a token), so there is another rescue thread whenever all of them are stuck.
/// </remarks>
internal sealed class Watchdog(PoolDispatcher dispatcher)
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan Linger = TimeSpan.FromSeconds(1);

    // How long a step may wait: for a pool that completes nothing meanwhile, and for one that is slow.
    private const long PatienceWithBlockedPool = 40;
    private const long PatienceWithSlowPool = 200;
    private const long ProgressPeriod = 20;

    // A look that comes later than this says that the machine is busy, and nothing about the pool.
    private const long LateLook = 25;

    // There is no thread; it sleeps until the next timer, and must be woken for a step; it looks at the queue every few milliseconds.
    private const int Off = 0;
    private const int Dozing = 1;
    private const int Watching = 2;

    private readonly object _lock = new();
    private readonly SortedSet<WatchdogTimer> _timers = new(WatchdogTimer.ByDueTime);

    // Written under the lock, read without it.
    private int _mode;

    private bool _hasSeenPost;
    private long _lastRescueStep;
    private long _lastProgress;
    private long _lastLook;
    private long _completedByPool;

    public bool IsRunning => Volatile.Read(ref _mode) != Off;

    /// <summary>Called after a step was queued. Writes nothing shared while the watchdog watches.</summary>
    public void Watch()
    {
        // The poster queues and then looks at the watchdog; the watchdog says that it goes and then looks at the queue.
        Interlocked.MemoryBarrier();
        if (!Volatile.Read(ref _hasSeenPost))
            Volatile.Write(ref _hasSeenPost, true);
        if (Volatile.Read(ref _mode) == Watching)
            return;
        lock (_lock)
            EnsureWatching();
    }

    public void Schedule(WatchdogTimer timer, TimeSpan dueTime)
    {
        long due = Stopwatch.GetTimestamp() + (long)Math.Ceiling(dueTime.TotalSeconds * Stopwatch.Frequency);
        lock (_lock)
        {
            _timers.Remove(timer);
            timer.Due = due;
            _timers.Add(timer);
            if (ReferenceEquals(_timers.Min, timer))
                EnsureWatching();
        }
    }

    public void Cancel(WatchdogTimer timer)
    {
        lock (_lock)
            _timers.Remove(timer);
    }

    private void EnsureWatching()
    {
        int mode = _mode;
        Volatile.Write(ref _mode, Watching);
        if (mode == Off)
            new Thread(Run) { IsBackground = true, Name = "GenTracker watchdog" }.UnsafeStart();
        else
            Monitor.Pulse(_lock);
    }

    private void Run()
    {
        long busyAt = Environment.TickCount64;
        var due = new List<WatchdogTimer>();
        do
        {
            Rescue();
            foreach (WatchdogTimer timer in due)
                timer.Fire();
            due.Clear();
        }
        while (WaitForWork(due, ref busyAt));
    }

    /// <summary>Sleeps until the next look, and takes out the timers that are due. False if there is nothing left to do.</summary>
    private bool WaitForWork(List<WatchdogTimer> due, ref long busyAt)
    {
        lock (_lock)
        {
            if (HasSteps())
                busyAt = Environment.TickCount64;
            bool isQuiet = Environment.TickCount64 - busyAt >= Linger.TotalMilliseconds;
            if (isQuiet)
            {
                Volatile.Write(ref _mode, _timers.Count == 0 ? Off : Dozing);
                Interlocked.MemoryBarrier();
                if (HasSteps())
                    Volatile.Write(ref _mode, Watching);
                else if (_timers.Count == 0)
                    return false;
            }

            TimeSpan longest = _mode == Dozing ? Linger : Tick;
            TimeSpan untilTimer = _timers.Min is { } next ? Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), next.Due) : longest;
            if (untilTimer > TimeSpan.Zero)
                Monitor.Wait(_lock, untilTimer < longest ? RoundUp(untilTimer) : longest);
            long now = Stopwatch.GetTimestamp();
            while (_timers.Min is { } first && first.Due <= now)
            {
                _timers.Remove(first);
                due.Add(first);
            }

            return true;
        }
    }

    /// <summary>Whether a step waits, or was queued since the last look.</summary>
    private bool HasSteps()
    {
        bool hasSeenPost = Volatile.Read(ref _hasSeenPost);
        if (hasSeenPost)
            Volatile.Write(ref _hasSeenPost, false);
        Interlocked.MemoryBarrier();
        return hasSeenPost || dispatcher.WaitsSince is not null;
    }

    private void Rescue()
    {
        long now = Environment.TickCount64;
        bool isLate = now - _lastLook > LateLook;
        _lastLook = now;
        if (dispatcher.WaitsSince is not { } since)
            return;
        long completed = dispatcher.CompletedByPool;
        if (isLate || completed != _completedByPool)
            (_completedByPool, _lastProgress) = (completed, now);
        long patience = now - _lastProgress >= ProgressPeriod ? PatienceWithBlockedPool : PatienceWithSlowPool;

        // A rescue thread that makes progress is enough.
        if (now - since < patience || now - Volatile.Read(ref _lastRescueStep) < ProgressPeriod)
            return;
        Volatile.Write(ref _lastRescueStep, now);
        new Thread(RunSteps) { IsBackground = true, Name = "GenTracker rescue" }.UnsafeStart();
    }

    private void RunSteps()
    {
        while (dispatcher.TryRunStep())
            Volatile.Write(ref _lastRescueStep, Environment.TickCount64);
    }

    private static TimeSpan RoundUp(TimeSpan time) => TimeSpan.FromMilliseconds(Math.Ceiling(time.TotalMilliseconds));
}
