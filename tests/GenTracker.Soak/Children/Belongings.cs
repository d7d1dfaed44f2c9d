using System;
using System.Threading.Tasks;
using GenTracker.Soak.Evidence;

namespace GenTracker.Soak.Children;

/// <summary>A scoped service: it lives as long as the one child that it was made for, and is disposed last of all.</summary>
internal sealed class Belongings : IAsyncDisposable
{
    private Witness? _owner;

    /// <summary>Says whose they are.</summary>
    public void BelongTo(Witness owner) => _owner = owner;

    public ValueTask DisposeAsync()
    {
        _owner?.OnScopeDisposed();
        return default;
    }
}
