using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;

namespace GenTracker.Table;

/// <summary>
/// What a tracker finds its children in: values by key, read without a lock by any number of threads while others add and remove. It
/// knows nothing of what the values are.
/// </summary>
internal sealed class ChildTable<TKey, TValue>
    where TKey : notnull
    where TValue : class
{
    private readonly ConcurrentDictionary<TKey, TValue> _values;

    public ChildTable(IEqualityComparer<TKey>? comparer) => _values = new(comparer);

    /// <summary>All values that are there; weakly consistent, no lock is held.</summary>
    public IEnumerable<TValue> Values
    {
        get
        {
            foreach (KeyValuePair<TKey, TValue> entry in _values)
                yield return entry.Value;
        }
    }

    public bool TryGet(TKey key, [NotNullWhen(true)] out TValue? value) => _values.TryGetValue(key, out value);

    /// <summary>The same for string keys, from characters that are no string yet.</summary>
    public bool TryGet(ReadOnlySpan<char> key, [NotNullWhen(true)] out TValue? value)
    {
        if (_values is ConcurrentDictionary<string, TValue> strings)
            return strings.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(key, out value);
        throw new InvalidOperationException($"Keys of type {typeof(TKey)} cannot be found by characters.");
    }

    public bool TryAdd(TKey key, TValue value) => _values.TryAdd(key, value);

    /// <summary>Puts another value in the place of one that is there.</summary>
    public bool TryReplace(TKey key, TValue value, TValue replaced) => _values.TryUpdate(key, value, replaced);

    public bool TryRemove(TKey key, TValue value) => _values.TryRemove(KeyValuePair.Create(key, value));
}
