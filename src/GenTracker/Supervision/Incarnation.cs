using System;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Extensions.DependencyInjection;

namespace GenTracker.Supervision;

/// <summary>One child object's time under a key: from the beginning of its start, or its adoption, to its disposal.</summary>
internal sealed class Incarnation<TChild>(long number, int restarts, DateTimeOffset startedAt)
    where TChild : class
{
    private TChild? _child;

    /// <summary>Its number. A life's first one is numbered anew once the key is the life's.</summary>
    public long Number { get; set; } = number;

    public int Restarts => restarts;

    public DateTimeOffset StartedAt => startedAt;

    /// <summary>Fires when the child shall end.</summary>
    public CancellationTokenSource Stopping { get; } = new();

    /// <summary>The object, once its constructor has ended.</summary>
    public TChild? Child
    {
        get => Volatile.Read(ref _child);
        set => Volatile.Write(ref _child, value);
    }

    /// <summary>The incarnation's own services, where its constructor asked for any.</summary>
    public AsyncServiceScope? Scope { get; set; }

    /// <summary>When it became findable; null before.</summary>
    public DateTimeOffset? RunningSince { get; set; }

    /// <summary>How it ended, once it has.</summary>
    public ChildExit Exit { get; set; }

    public bool NeedsDisposal => Child is IAsyncDisposable or IDisposable || Scope is not null;

    /// <summary>Disposes the child and then its scope. What throws is reported and stops nothing.</summary>
    public async Task DisposeAsync(Action<Exception> onFailure)
    {
        try
        {
            if (Child is IAsyncDisposable asynchronous)
                await asynchronous.DisposeAsync().ConfigureAwait(false);
            else if (Child is IDisposable synchronous)
                synchronous.Dispose();
        }
        catch (Exception exception)
        {
            onFailure(exception);
        }

        try
        {
            if (Scope is { } scope)
                await scope.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            onFailure(exception);
        }
    }
}
