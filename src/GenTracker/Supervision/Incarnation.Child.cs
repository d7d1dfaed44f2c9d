using System;
using System.Threading;
using System.Threading.Tasks;

namespace GenTracker.Supervision;

/// <summary>One child object's time under a key: from the beginning of its start, or its adoption, to its disposal.</summary>
internal sealed class Incarnation<TChild>(PhaseOwner owner, long number, int restarts, DateTimeOffset startedAt) : Incarnation(owner, number, restarts, startedAt)
    where TChild : class
{
    private TChild? _child;

    /// <summary>The object, once its constructor has ended.</summary>
    public TChild? Child
    {
        get => Volatile.Read(ref _child);
        set => Volatile.Write(ref _child, value);
    }

    public bool NeedsDisposal => Child is IAsyncDisposable or IDisposable || Scope is not null;

    /// <summary>Disposes the child and then its scope. What throws is reported and stops nothing.</summary>
    public async Task DisposeAsync(Action<Exception> onFailure)
    {
        try
        {
            await DisposeAsync(Child).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            onFailure(exception);
        }

        try
        {
            await DisposeAsync(Scope).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            onFailure(exception);
        }
    }

    private static ValueTask DisposeAsync(object? disposable)
    {
        if (disposable is IAsyncDisposable asynchronous)
            return asynchronous.DisposeAsync();
        (disposable as IDisposable)?.Dispose();
        return ValueTask.CompletedTask;
    }
}
