using System;
using System.Threading.Tasks;
using GenTracker.Soak.Oracles;

namespace GenTracker.Soak.Children;

/// <summary>A scoped service: made for one child, and disposed of after it.</summary>
internal sealed class ScopedService : IAsyncDisposable
{
    public ChildOracle? Owner { get; set; }

    public ValueTask DisposeAsync()
    {
        Owner?.OnScopeDisposed();
        return default;
    }
}
