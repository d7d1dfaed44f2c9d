using System;
using GenTracker.Runtime;

namespace GenTracker.Supervision;

/// <summary>A child made by a function of its key.</summary>
internal sealed class FactorySpec<TKey, TChild>(Func<TKey, TChild> create) : ChildSpec<TKey, TChild>
    where TKey : notnull
    where TChild : class
{
    public override TChild Create(TKey key, ChildScope scope) => create(key);
}
