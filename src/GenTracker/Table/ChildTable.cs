using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Threading;

namespace GenTracker.Table;

/// <summary>
/// Maps each key to one value, which may make another object visible under the key: a tracker maps a key to its lifecycle, and the lifecycle makes the
/// running child visible. Any number of threads read without a lock while others write.
/// </summary>
/// <remarks>
/// Readers rely on two rules: a value is added only once, and an object is made visible only once. <see cref="FindShown"/> needs the first rule alone.
/// <see cref="Hash"/>, <see cref="TryGet"/>, <see cref="TryAdd"/> and the finds throw what the key type throws, and then have changed nothing. The others
/// call no code of the key type.
/// </remarks>
internal abstract class ChildTable<TKey, TValue, TVisible>
    where TKey : notnull
    where TValue : class
    where TVisible : class
{
    /// <summary>Whoever holds it can change something in one step with the additions, replacements and removals of values, which take it.</summary>
    public abstract Lock WriterLock { get; }

    /// <summary>How many values were ever added, modulo 2^32.</summary>
    public abstract int Additions { get; }

    /// <summary>
    /// All values. The enumeration holds no lock. It returns a value once if the value is present throughout. It may return a value that is added or
    /// removed meanwhile, even some time after its removal.
    /// </summary>
    public abstract IEnumerable<TValue> Values { get; }

    /// <summary>All visible objects, with the same guarantees as <see cref="Values"/>.</summary>
    public abstract IEnumerable<TVisible> Visible { get; }

    /// <summary>Finds the object that is visible under the key.</summary>
    public abstract TVisible? Find(TKey key);

    /// <summary>Finds the object that is visible under the string key with these characters.</summary>
    public abstract TVisible? Find(ReadOnlySpan<char> key);

    /// <summary>
    /// Finds the object that is visible under the key, also if an object may be made visible more than once. If it finds none, it gets the key's value, if the
    /// key has one.
    /// </summary>
    public abstract TVisible? FindShown(TKey key, out TValue? value);

    /// <summary>The hash of a key: the cell of a value is found by the hash that its key had when the value was added.</summary>
    public abstract uint Hash(TKey key);

    /// <summary>Gets the value of the key.</summary>
    public abstract bool TryGet(TKey key, uint hash, [NotNullWhen(true)] out TValue? value);

    /// <summary>Adds the value, unless the key has one, and makes an object visible with it. Compares keys without a lock, so the caller has none.</summary>
    public abstract bool TryAdd(TKey key, uint hash, TValue value, TVisible? visible = null);

    /// <summary>
    /// Adds the value of a key that had none after <see cref="Additions"/> was read. False if the key may have got one since. Calls no code of the key type, so
    /// it may be called under the <see cref="WriterLock"/>.
    /// </summary>
    public abstract bool TryAddAbsent(TKey key, uint hash, TValue value, int additions);

    /// <summary>Whether a key with this hash may have got a value since <see cref="Additions"/> was read. Under the <see cref="WriterLock"/>.</summary>
    public abstract bool MayHaveAdded(uint hash, int additions);

    /// <summary>Puts a value in the place of one that makes nothing visible. False if that one was removed.</summary>
    public abstract bool TryReplace(uint hash, TValue value, TValue replaced);

    /// <summary>Removes the value, and the object that it makes visible.</summary>
    public abstract bool TryRemove(uint hash, TValue value);

    /// <summary>
    /// Sets the object that the value makes visible under its key. <see langword="null"/> hides it. Does nothing if the value was removed. The caller makes one
    /// change of a value at a time. Takes no lock that changes of all keys share.
    /// </summary>
    public abstract void SetVisible(uint hash, TValue value, TVisible? visible);
}
