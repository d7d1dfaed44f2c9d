using System.Threading;

namespace GenTracker.Dispatching;

/// <summary>
/// The one seam through which the runtime puts work on the thread pool: children's code, predicates, loggers and its own steps. A test
/// that takes its place decides every order of events.
/// </summary>
internal interface IDispatcher
{
    /// <summary>Runs the work soon, on a thread of its own choice, without the caller's execution context. Never runs it inline.</summary>
    void Post(IThreadPoolWorkItem work);

    /// <summary>
    /// As <see cref="Post"/>, but behind whatever runs or was posted before, as far as that takes no longer than work should: the same where there is one
    /// thread.
    /// </summary>
    void PostBehind(IThreadPoolWorkItem work) => Post(work);
}
