namespace GenTracker.Watching;

/// <summary>Where a subscription gets its children from.</summary>
internal interface IEventSource<TKey, TChild>
    where TKey : notnull
    where TChild : class
{
    /// <summary>
    /// Hands the present children to the subscription (<see cref="Subscription{TKey, TChild}.Restart"/>) and, in the same step, everything
    /// that happens from then on.
    /// </summary>
    void Synchronize(Subscription<TKey, TChild> subscription);

    /// <summary>Tells the subscription nothing any more.</summary>
    void Unsubscribe(Subscription<TKey, TChild> subscription);
}
