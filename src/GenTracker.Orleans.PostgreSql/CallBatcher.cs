using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Channels;
using System.Threading.Tasks;

namespace GenTracker.Orleans.PostgreSql;

/// <summary>
/// Joins concurrent calls into batches: while one batch runs, the next calls collect. A call never waits for others to come. Thread-safe.
/// </summary>
/// <typeparam name="TRequest">What a call asks for.</typeparam>
/// <typeparam name="TResult">Its answer.</typeparam>
internal sealed class CallBatcher<TRequest, TResult> : IAsyncDisposable
{
    private readonly Channel<Call> _calls = Channel.CreateUnbounded<Call>();
    private readonly Func<IReadOnlyList<TRequest>, Task<TResult[]>> _execute;
    private readonly int _maxBatch;
    private readonly Task _workers;

    /// <param name="execute">Executes a batch, and returns one result for each request, in their order. What it throws is thrown to each caller.</param>
    /// <param name="maxBatch">Maximum number of calls in a batch.</param>
    /// <param name="parallelism">Number of batches that run at the same time.</param>
    public CallBatcher(Func<IReadOnlyList<TRequest>, Task<TResult[]>> execute, int maxBatch, int parallelism)
    {
        _execute = execute;
        _maxBatch = maxBatch;

        // The workers live as long as the store, and must keep nothing of the caller that created it.
        using (ExecutionContext.SuppressFlow())
        {
            var workers = new Task[parallelism];
            for (var i = 0; i < parallelism; i++)
                workers[i] = Task.Run(WorkAsync);
            _workers = Task.WhenAll(workers);
        }
    }

    /// <summary>Adds a call to the next batch.</summary>
    /// <param name="request">What is asked for.</param>
    /// <param name="cancellationToken">Ends the wait. If the batch of the call has begun, the call may be done all the same.</param>
    /// <returns>The answer.</returns>
    public Task<TResult> CallAsync(TRequest request, CancellationToken cancellationToken)
    {
        var call = new Call(request, cancellationToken);
        ObjectDisposedException.ThrowIf(!_calls.Writer.TryWrite(call), this);
        return call.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Completes when the calls that were added before are done.</summary>
    public async ValueTask DisposeAsync()
    {
        _calls.Writer.TryComplete();
        await _workers.ConfigureAwait(false);
    }

    private async Task WorkAsync()
    {
        var batch = new List<Call>(_maxBatch);
        while (await _calls.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            batch.Clear();
            while (batch.Count < _maxBatch && _calls.Reader.TryRead(out Call? call))
            {
                if (!call.IsCanceled)
                    batch.Add(call);
            }

            if (batch.Count > 0)
                await ExecuteAsync(batch).ConfigureAwait(false);
        }
    }

    private async Task ExecuteAsync(List<Call> batch)
    {
        try
        {
            TResult[] results = await _execute(batch.ConvertAll(static call => call.Request)).ConfigureAwait(false);
            for (var i = 0; i < batch.Count; i++)
                batch[i].SetResult(results[i]);
        }
        catch (Exception exception)
        {
            foreach (Call call in batch)
                call.Fail(exception);
        }
    }

    private sealed class Call(TRequest request, CancellationToken cancellationToken)
        : TaskCompletionSource<TResult>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public TRequest Request => request;

        public bool IsCanceled => cancellationToken.IsCancellationRequested;

        public void Fail(Exception exception)
        {
            // The caller may have stopped waiting, and nobody else looks at the exception.
            if (TrySetException(exception))
                _ = Task.Exception;
        }
    }
}
