namespace GenTracker.Watching;

/// <summary>Source of the events of a subscription.</summary>
internal interface IEventSource<TKey, TChild>
    where TKey : notnull
    where TChild : class
{
    /// <summary>
    /// Passes the running children to <see cref="Subscription{TKey, TChild}.Restart"/> and, in the same step, starts to add every later event to the
    /// subscription.
    /// </summary>
    void Synchronize(Subscription<TKey, TChild> subscription);

    /// <summary>Adds no more events to the subscription.</summary>
    void Unsubscribe(Subscription<TKey, TChild> subscription);
}
