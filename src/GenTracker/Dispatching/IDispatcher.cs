using System;
using System.Threading;

namespace GenTracker.Dispatching;

/// <summary>
/// The only way in which the runtime puts work on other threads: child code, predicates, loggers and its own steps. A test that takes its place decides
/// every order of events.
/// </summary>
internal interface IDispatcher
{
    /// <summary>The clock whose timers fire even if child code blocks all threads of the pool.</summary>
    TimeProvider Time => TimeProvider.System;

    /// <summary>Whether child code that runs on must not be called on this thread.</summary>
    bool IsReserved => false;

    /// <summary>
    /// Runs a step of supervision soon, on any thread, without the caller's execution context, even if child code blocks all threads of the pool. Never runs it
    /// inline.
    /// </summary>
    void Post(IThreadPoolWorkItem work);

    /// <summary>The same, for a step that needs no object of its own.</summary>
    void Post(Action<object> step, object state) => Post(new ActionWorkItem(() => step(state)));

    /// <summary>Runs code that may block its thread for long: starts and runs of children, predicates, loggers. It waits for a thread of the pool.</summary>
    void PostCode(IThreadPoolWorkItem work) => Post(work);

    /// <summary>Runs code on a thread of its own.</summary>
    void PostLongRunning(IThreadPoolWorkItem work) => PostCode(work);

    /// <summary>Runs a step after what runs or was posted before. Best effort: the pool has no order, so there it is a delay of 25 ms.</summary>
    void PostDelayed(IThreadPoolWorkItem work) => Post(work);
}
