using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace GenTracker.AspNetCore.Dashboard;

/// <summary>
/// Runs what walks over children, one at a time, and rests three times as long as each has taken: however many look, and however many children there are,
/// the dashboard takes at most a quarter of one processor. Equal work that has just been done is not done again. All members are thread-safe.
/// </summary>
#pragma warning disable CA1001 // a semaphore without a wait handle has nothing to dispose
internal sealed class WorkPacer(TimeProvider time)
#pragma warning restore CA1001
{
    private const int MaxWaiting = 256;
    private const int MaxKept = 16;
    private const int RestFactor = 3;

    private static readonly TimeSpan KeepTime = TimeSpan.FromMilliseconds(900);

    // Whoever has the turn has the fields below too.
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly Dictionary<object, (long Timestamp, object Result)> _kept = [];
    private long _ended;
    private TimeSpan _rest;
    private int _waiting;

    /// <summary>Runs the work, or returns what equal work has returned less than a second ago.</summary>
    /// <param name="key">What the work does: equal for equal work.</param>
    /// <param name="work">The work.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The result.</returns>
    public async Task<T> RunAsync<T>(object key, Func<T> work, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            if (Interlocked.Increment(ref _waiting) > MaxWaiting)
                throw new RequestProblemException(503, "Too many requests wait for their turn.", retryAfterSeconds: 1);
            await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                if (TryGetKept(key, out T? kept))
                    return kept;
                TimeSpan rest = _rest - time.GetElapsedTime(_ended);
                if (rest > TimeSpan.Zero)
                    await Task.Delay(rest, time, cancellationToken).ConfigureAwait(false);
                return RunNow(key, work);
            }
            finally
            {
                _turn.Release();
            }
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    private T RunNow<T>(object key, Func<T> work)
        where T : class
    {
        long started = time.GetTimestamp();
        try
        {
            T result = work();
            if (_kept.Count == MaxKept)
                _kept.Clear();
            _kept[key] = (time.GetTimestamp(), result);
            return result;
        }
        finally
        {
            _ended = time.GetTimestamp();
            _rest = RestFactor * time.GetElapsedTime(started, _ended);
        }
    }

    private bool TryGetKept<T>(object key, [NotNullWhen(true)] out T? result)
        where T : class
    {
        foreach (object old in _kept.Where(kept => time.GetElapsedTime(kept.Value.Timestamp) >= KeepTime).Select(static kept => kept.Key).ToArray())
            _kept.Remove(old);
        result = _kept.TryGetValue(key, out (long Timestamp, object Result) found) ? (T)found.Result : null;
        return result is not null;
    }
}
