using System.Threading;
using GenTracker.Dispatching;
using GenTracker.Testing;

namespace GenTracker.Instrumentation;

/// <summary>Posts work to the schedule instead of the pool.</summary>
internal sealed class ExploredDispatcher(Schedule schedule) : IDispatcher
{
    public void Post(IThreadPoolWorkItem work) => schedule.Post(work);
}
