using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;

namespace GenTracker.Table;

/// <summary>
/// What a tracker finds its children in. Each key is held by a value, which may show one other object to those who look the key up. Read without
/// a lock by any number of threads while others write. It knows nothing of what values and shown objects are.
/// </summary>
/// <remarks>A value is added once in its life, and an object is shown once in its: readers rely on that.</remarks>
internal abstract class ChildTable<TKey, TValue, TVisible>
    where TKey : notnull
    where TValue : class
    where TVisible : class
{
    /// <summary>
    /// All values that are there; no lock is held. A value that is there all the while is among them once; one that comes or goes meanwhile
    /// may be, also some time after it went.
    /// </summary>
    public abstract IEnumerable<TValue> Values { get; }

    /// <summary>All objects that are shown, in the same way.</summary>
    public abstract IEnumerable<TVisible> Visible { get; }

    /// <summary>Finds what the holder of the key shows; null where it shows nothing, or nobody holds the key.</summary>
    public abstract TVisible? Find(TKey key);

    /// <summary>The same for string keys, from characters that are no string yet.</summary>
    public abstract TVisible? Find(ReadOnlySpan<char> key);

    /// <summary>Finds the holder of the key.</summary>
    public abstract bool TryGet(TKey key, [NotNullWhen(true)] out TValue? value);

    /// <summary>Adds a holder of a key; false where the key is held.</summary>
    public abstract bool TryAdd(TKey key, TValue value);

    /// <summary>Puts another holder of the key in the place of one that is there and shows nothing.</summary>
    public abstract bool TryReplace(TKey key, TValue value, TValue replaced);

    /// <summary>Removes a holder, and what it shows.</summary>
    public abstract bool TryRemove(TKey key, TValue value);

    /// <summary>Shows an object, or nothing any more, for a value that holds its key.</summary>
    public abstract void SetVisible(TKey key, TValue value, TVisible? shown);
}
