using System.Collections.Generic;
using System.Threading;

namespace GenTracker.Watching;

/// <summary>The events of a tracker. Each enumeration is a subscription of its own.</summary>
internal sealed class ChildEventStream<TKey, TChild>(IEventSource<TKey, TChild> source, CancellationToken streamToken)
    : IAsyncEnumerable<ChildEvent<TKey, TChild>>
    where TKey : notnull
    where TChild : class
{
    public IAsyncEnumerator<ChildEvent<TKey, TChild>> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        if (!streamToken.CanBeCanceled)
            return new Subscription<TKey, TChild>(source, linked: null, cancellationToken);
        if (!cancellationToken.CanBeCanceled || cancellationToken == streamToken)
            return new Subscription<TKey, TChild>(source, linked: null, streamToken);
        var linked = CancellationTokenSource.CreateLinkedTokenSource(streamToken, cancellationToken);
        return new Subscription<TKey, TChild>(source, linked, linked.Token);
    }
}
