using System;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Dispatching;
using GenTracker.Supervision;

namespace GenTracker;

/// <summary>
/// The tracked life of an adopted child: from the adoption until it is disposed or the completion that was given with the adoption has
/// ended. All members are thread-safe.
/// </summary>
public sealed class ChildRegistration : IAsyncDisposable
{
    private readonly Phase _run;
    private readonly Func<Task> _whenOver;
    private Task? _completion;
    private CancellationTokenSource? _watch;

    internal ChildRegistration(Phase run, Func<Task> whenOver, CancellationToken stopping)
    {
        _run = run;
        _whenOver = whenOver;
        Stopping = stopping;
    }

    /// <summary>
    /// Fires when the child shall end: its key was stopped, it retired, or the tracker closes. Its owner then ends what it does and disposes
    /// the registration; after <see cref="TrackerOptions.StopTimeout"/> the child is given up.
    /// </summary>
    public CancellationToken Stopping { get; }

    /// <summary>
    /// Says that the child has ended, and waits until its attributes are sealed, its <see cref="IAfterTerminate.AfterTerminateAsync"/> has run and its key
    /// is free. Further calls only wait.
    /// </summary>
    /// <returns>A task that ends when the key is free.</returns>
    /// <exception cref="WaitCycleException">Called from the child's own end, which would wait for itself.</exception>
    public ValueTask DisposeAsync()
    {
        Task whenOver = _whenOver();

        // A completion that has ended already decides how the child ended, also where its continuation has not run yet.
        if (_completion is { IsCompleted: true } completion)
            OnCompleted(completion);
        else
            _run.End(failure: null);
        LetGoOfCompletion();
        return new ValueTask(whenOver);
    }

    /// <summary>Ends the child with a task, and with its exception if it has one.</summary>
    internal void EndWith(Task completion)
    {
        _completion = completion;
        if (completion.IsCompleted)
        {
            OnCompleted(completion);
            return;
        }

        _watch = new CancellationTokenSource();
        using (NoFlow.Begin())
        {
            completion.ContinueWith(
                static (completed, registration) => ((ChildRegistration)registration!).OnCompleted(completed),
                this,
                _watch.Token,
                TaskContinuationOptions.ExecuteSynchronously,
                TaskScheduler.Default);
        }
    }

    /// <summary>A completion may live much longer than the child, as that of a server does: it must not keep every child that it was given for.</summary>
    private void LetGoOfCompletion()
    {
        if (Interlocked.Exchange(ref _watch, null) is not { } watch)
            return;
        watch.Cancel();
        watch.Dispose();
    }

    private void OnCompleted(Task completion)
    {
        try
        {
            completion.GetAwaiter().GetResult();
            _run.End(failure: null);
        }
        catch (Exception exception)
        {
            _run.End(exception);
        }
    }
}
