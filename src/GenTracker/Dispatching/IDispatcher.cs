using System.Threading;

namespace GenTracker.Dispatching;

/// <summary>
/// The only way in which the runtime puts work on the thread pool: child code, predicates, loggers and its own steps. A test that takes its place decides
/// every order of events.
/// </summary>
internal interface IDispatcher
{
    /// <summary>Runs the work soon, on any thread, without the caller's execution context. Never runs it inline.</summary>
    void Post(IThreadPoolWorkItem work);

    /// <summary>Runs the work after what runs or was posted before. Best effort: the pool has no order, so there it is a delay of 25 ms.</summary>
    void PostDelayed(IThreadPoolWorkItem work) => Post(work);
}
