using System.Collections.Generic;
using GenTracker.Testing.Instrumented;

#pragma warning disable IDE0130 // a type of the same namespace stands before those of using directives
namespace GenTracker.Table;

/// <summary>What the table is made of here.</summary>
internal sealed class ConcurrentDictionary<TKey, TValue>(IEqualityComparer<TKey>? comparer) : ExploredTable<TKey, TValue>(comparer)
    where TKey : notnull;
