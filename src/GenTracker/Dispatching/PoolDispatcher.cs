using System;
using System.Collections.Concurrent;
using System.Threading;

namespace GenTracker.Dispatching;

/// <summary>
/// The dispatcher of every tracker outside tests: the thread pool. Steps of supervision wait in a queue of their own, from which the pool takes them. If the
/// pool does not come, because child code blocks its threads, the <see cref="Watchdog"/> takes them instead.
/// </summary>
internal sealed class PoolDispatcher : IDispatcher, IThreadPoolWorkItem
{
    public static readonly PoolDispatcher Instance = new(QueueToPool, static () => ThreadPool.CompletedWorkItemCount);

    private static readonly TimeSpan YieldDelay = TimeSpan.FromMilliseconds(25);

    private readonly ConcurrentQueue<QueuedStep> _steps = new();
    private readonly Action<IThreadPoolWorkItem> _queueToPool;
    private readonly Func<long> _getCompleted;
    private readonly Watchdog _watchdog;

    /// <param name="queueToPool">Queues work to the pool.</param>
    /// <param name="getCompleted">Gets how much work the pool has completed.</param>
    public PoolDispatcher(Action<IThreadPoolWorkItem> queueToPool, Func<long> getCompleted)
    {
        _queueToPool = queueToPool;
        _getCompleted = getCompleted;
        _watchdog = new Watchdog(this);
        Time = new WatchdogTimeProvider(_watchdog);
    }

    public TimeProvider Time { get; }

    /// <summary>A rescue thread must stay free for further steps.</summary>
    public bool IsReserved => !Thread.CurrentThread.IsThreadPoolThread;

    /// <summary>Since when the first step waits, as a tick count; null if none does.</summary>
    public long? WaitsSince => _steps.TryPeek(out QueuedStep first) ? first.QueuedAt : null;

    /// <summary>Whether the watchdog's thread is there.</summary>
    public bool IsWatched => _watchdog.IsRunning;

    public long CompletedByPool => _getCompleted();

    public void Post(IThreadPoolWorkItem work) => Post(static work => ((IThreadPoolWorkItem)work).Execute(), work);

    public void Post(Action<object> step, object state)
    {
        _steps.Enqueue(new QueuedStep(step, state, Environment.TickCount64));
        _queueToPool(this);
        _watchdog.Watch();
    }

    public void PostCode(IThreadPoolWorkItem work) => _queueToPool(work);

    public void PostLongRunning(IThreadPoolWorkItem work)
    {
        try
        {
            var thread = new Thread(static state => ((IThreadPoolWorkItem)state!).Execute()) { IsBackground = true, Name = "GenTracker long-running child" };
            thread.UnsafeStart(work);
        }
        catch (OutOfMemoryException)
        {
            // The process has no thread left to give.
            PostCode(work);
        }
    }

    public void PostDelayed(IThreadPoolWorkItem work)
    {
        // A pool of many threads has no order: another thread could take this before the first one has come to its second instruction. The delay is not
        // a time that a user measures, so it does not come from the tracker's clock.
        _watchdog.Schedule(new WatchdogTimer(_watchdog, work => Post((IThreadPoolWorkItem)work!), work), YieldDelay);
    }

    /// <summary>Runs one step, if the watchdog has not taken it.</summary>
    void IThreadPoolWorkItem.Execute() => TryRunStep();

    public bool TryRunStep()
    {
        if (!_steps.TryDequeue(out QueuedStep step))
            return false;
        step.Run(step.State);
        return true;
    }

    private static void QueueToPool(IThreadPoolWorkItem work) => ThreadPool.UnsafeQueueUserWorkItem(work, preferLocal: false);

    private readonly record struct QueuedStep(Action<object> Run, object State, long QueuedAt);
}
