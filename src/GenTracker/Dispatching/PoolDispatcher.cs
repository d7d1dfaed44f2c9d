using System;
using System.Threading;
using System.Threading.Tasks;

namespace GenTracker.Dispatching;

/// <summary>The dispatcher of every tracker outside tests: the thread pool.</summary>
internal sealed class PoolDispatcher : IDispatcher
{
    public static readonly PoolDispatcher Instance = new();

    private static readonly TimeSpan YieldDelay = TimeSpan.FromMilliseconds(25);

    private PoolDispatcher()
    {
    }

    public void Post(IThreadPoolWorkItem work) => ThreadPool.UnsafeQueueUserWorkItem(work, preferLocal: false);

    public void PostDelayed(IThreadPoolWorkItem work)
    {
        // A pool of many threads has no order: another thread could take this before the first one has come to its second instruction. The delay is not
        // a time that a user measures, so it comes from the platform, whatever the tracker's clock is.
        using (ExecutionContextFlow.Suppress())
        {
            Task.Delay(YieldDelay).ContinueWith(
                static (_, work) => ((IThreadPoolWorkItem)work!).Execute(), work, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }
    }
}
