using System;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Dispatching;
using GenTracker.Supervision;

namespace GenTracker;

/// <summary>
/// The tracked life of an adopted child. It ends when the registration is disposed, or when the completion that was given with the adoption ends.
/// All members are thread-safe.
/// </summary>
public sealed class ChildRegistration : IAsyncDisposable
{
    private readonly ChildOperation _run;
    private readonly Func<Task> _whenFreeAsync;
    private Task? _completion;
    private CancellationTokenSource? _watch;

    internal ChildRegistration(ChildOperation run, Func<Task> whenFreeAsync)
    {
        _run = run;
        _whenFreeAsync = whenFreeAsync;
        Stopping = run.StopToken;
    }

    /// <summary>
    /// Fires when the child must end: its key was stopped, it retired, or the tracker closes. The owner then ends the work and disposes the registration.
    /// After <see cref="TrackerOptions.StopTimeout"/> the tracker abandons the child. It fires at every end, so also when the owner has ended the child:
    /// an owner that must know who has ended it asks the token before.
    /// </summary>
    public CancellationToken Stopping { get; }

    /// <summary>
    /// Ends the child, and waits until its attributes are sealed, its <see cref="IAfterTerminate.AfterTerminateAsync"/> has run and its key is free.
    /// Further calls only wait.
    /// </summary>
    /// <returns>A task that ends when the key is free.</returns>
    /// <exception cref="WaitCycleException">Called from the child's own end, which would wait for itself.</exception>
    public ValueTask DisposeAsync()
    {
        Task whenFree = _whenFreeAsync();

        // A completion that has ended decides how the child has ended, even if its continuation has not run yet.
        if (_completion is { IsCompleted: true } completion)
            OnCompleted(completion);
        else
            _run.Complete(exception: null);
        StopWatchingCompletion();
        return new ValueTask(whenFree);
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
        using (ExecutionContextFlow.Suppress())
        {
            completion.ContinueWith(
                static (completed, registration) => ((ChildRegistration)registration!).OnCompleted(completed),
                this,
                _watch.Token,
                TaskContinuationOptions.ExecuteSynchronously,
                TaskScheduler.Default);
        }
    }

    /// <summary>A completion may live much longer than the child, as that of a server does. It must not keep every child that it was given for.</summary>
    private void StopWatchingCompletion()
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
            _run.Complete(exception: null);
        }
        catch (Exception exception)
        {
            _run.Complete(exception);
        }
    }
}
