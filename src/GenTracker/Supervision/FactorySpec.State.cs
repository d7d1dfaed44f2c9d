using System;
using GenTracker.Runtime;

namespace GenTracker.Supervision;

/// <summary>A child made by a function of its key, a state, and the incarnation's services.</summary>
internal sealed class FactorySpec<TKey, TState, TChild>(TState state, Func<TKey, TState, IServiceProvider, TChild> create) : ChildSpec<TKey, TChild>
    where TKey : notnull
    where TChild : class
{
    public override bool NeedsScope => true;

    public override TChild Create(TKey key, ChildScope scope) => create(key, state, scope.Services);
}
