using System.Threading;
using GenTracker.Dispatching;
using GenTracker.Testing;

namespace GenTracker.Instrumentation;

/// <summary>The runtime's one way to the pool leads to the schedule.</summary>
internal sealed class ExploredDispatcher(Schedule schedule) : IDispatcher
{
    public void Post(IThreadPoolWorkItem work) => schedule.Post(work);
}
