using System.Threading;

namespace GenTracker.Dispatching;

/// <summary>The dispatcher of every tracker outside tests: the thread pool.</summary>
internal sealed class PoolDispatcher : IDispatcher
{
    public static readonly PoolDispatcher Instance = new();

    private PoolDispatcher()
    {
    }

    public void Post(IThreadPoolWorkItem work) => ThreadPool.UnsafeQueueUserWorkItem(work, preferLocal: false);
}
