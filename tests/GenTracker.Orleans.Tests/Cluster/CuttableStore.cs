using System;
using GenTracker.Orleans.Stores;

namespace GenTracker.Orleans.Tests.Cluster;

/// <summary>The store as one silo sees it, until it is cut off.</summary>
public sealed class CuttableStore(IClusterStore store) : DelegatingStore(store)
{
    private volatile bool _isCut;

    public void Cut() => _isCut = true;

    public void Heal() => _isCut = false;

    protected override IClusterStore Reach() => _isCut ? throw new TimeoutException("The store is cut off.") : base.Reach();
}
