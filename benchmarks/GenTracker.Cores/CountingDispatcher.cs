using System;
using System.Threading;
using GenTracker.Dispatching;

namespace GenTracker.Cores;

/// <summary>The dispatcher of the pool, with a count of what is posted.</summary>
internal sealed class CountingDispatcher : IDispatcher
{
    private long _posts;

    public TimeProvider Time => PoolDispatcher.Instance.Time;

    public bool IsReserved => PoolDispatcher.Instance.IsReserved;

    public long Posts => Interlocked.Read(ref _posts);

    public void Post(IThreadPoolWorkItem work)
    {
        Interlocked.Increment(ref _posts);
        PoolDispatcher.Instance.Post(work);
    }

    public void PostCode(IThreadPoolWorkItem work)
    {
        Interlocked.Increment(ref _posts);
        PoolDispatcher.Instance.PostCode(work);
    }

    public void PostLongRunning(IThreadPoolWorkItem work) => PoolDispatcher.Instance.PostLongRunning(work);

    public void PostDelayed(IThreadPoolWorkItem work) => PoolDispatcher.Instance.PostDelayed(work);
}
