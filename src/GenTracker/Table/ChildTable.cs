using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;

namespace GenTracker.Table;

/// <summary>
/// What a tracker finds its children in: values by key, read without a lock by any number of threads while others add and remove. It
/// knows nothing of what the values are.
/// </summary>
internal abstract class ChildTable<TKey, TValue>
    where TKey : notnull
    where TValue : class
{
    /// <summary>
    /// All values that are there; no lock is held. A value that is there all the while is among them once; one that comes or goes meanwhile
    /// may be, also some time after it went.
    /// </summary>
    public abstract IEnumerable<TValue> Values { get; }

    public abstract bool TryGet(TKey key, [NotNullWhen(true)] out TValue? value);

    /// <summary>The same for string keys, from characters that are no string yet.</summary>
    public abstract bool TryGet(ReadOnlySpan<char> key, [NotNullWhen(true)] out TValue? value);

    /// <summary>Adds a value; false where its key is there.</summary>
    public abstract bool TryAdd(TValue value);

    /// <summary>Puts another value of the same key in the place of one that is there.</summary>
    public abstract bool TryReplace(TValue value, TValue replaced);

    public abstract bool TryRemove(TValue value);
}
