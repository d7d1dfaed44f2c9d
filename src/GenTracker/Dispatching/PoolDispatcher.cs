using System;
using System.Threading;
using System.Threading.Tasks;

namespace GenTracker.Dispatching;

/// <summary>The dispatcher of every tracker outside tests: the thread pool.</summary>
internal sealed class PoolDispatcher : IDispatcher
{
    public static readonly PoolDispatcher Instance = new();

    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(25);

    private PoolDispatcher()
    {
    }

    public void Post(IThreadPoolWorkItem work) => ThreadPool.UnsafeQueueUserWorkItem(work, preferLocal: false);

    public void PostBehind(IThreadPoolWorkItem work)
    {
        // A pool of many threads has no order: another thread would take this up while the first one has not come to its second instruction. This
        // is no time that anybody measures, so it is the platform's, whatever the tracker's clock.
        using (NoFlow.Begin())
            Task.Delay(Turn).ContinueWith(static (_, work) => ((IThreadPoolWorkItem)work!).Execute(), work, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
    }
}
