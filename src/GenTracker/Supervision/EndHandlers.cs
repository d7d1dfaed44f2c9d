using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace GenTracker.Supervision;

/// <summary>The handlers of <see cref="Tracker{TKey, TChild}.ChildEnded"/>.</summary>
internal sealed class EndHandlers<TKey, TChild>
    where TKey : notnull
    where TChild : class
{
    /// <summary>The handlers as one delegate. The accessors of the event are atomic.</summary>
    public event Func<ChildEnd<TKey, TChild>, CancellationToken, Task>? Added;

    public bool Any => Added is not null;

    /// <summary>Calls all handlers, and completes when all have returned. It never fails.</summary>
    public Task CallAsync(ChildEnd<TKey, TChild> end, Action<Exception> onFailure, CancellationToken cancellationToken)
    {
        var calls = new List<Task>();
        foreach (Func<ChildEnd<TKey, TChild>, CancellationToken, Task> handler in Delegate.EnumerateInvocationList(Added))
            calls.Add(CallAsync(handler, end, onFailure, cancellationToken));
        return Task.WhenAll(calls);
    }

    private static async Task CallAsync(
        Func<ChildEnd<TKey, TChild>, CancellationToken, Task> handler,
        ChildEnd<TKey, TChild> end,
        Action<Exception> onFailure,
        CancellationToken cancellationToken)
    {
        try
        {
            Task task = handler(end, cancellationToken) ?? throw new InvalidOperationException("The handler returned null instead of a task.");
            await task.ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            onFailure(exception);
        }
    }
}
