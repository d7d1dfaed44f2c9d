using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Threading;
using GenTracker.Runtime;

namespace GenTracker.Indexes;

/// <summary>The claim of one key to a value of a unique attribute.</summary>
internal abstract class ValueClaim(IKeyHolder holder, string attribute)
{
    public IKeyHolder Holder => holder;

    public AttributeValueTakenException CreateTakenException(IKeyHolder refused) => new(refused.TrackerName, refused.KeyObject, attribute, holder.KeyObject);
}

/// <summary>
/// The claim of one key to one value. Several objects of the key may share it: an incarnation that has ended and the one that inherits the value from it, or
/// the running child and an object that waits to take its key over. Only one of them can be found.
/// </summary>
[DebuggerDisplay("{Value} of {Holder.KeyObject}, shared by {_count}")]
internal sealed class ValueClaim<T>(UniqueIndex<T> index, T value, uint hash, IKeyHolder holder) : ValueClaim(holder, index.Attribute)
{
    // Under the lock: how many objects share the claim, and how many of them have the value. The others are writes that go on.
    private int _count = 1;
    private int _held;

    private object? _child;
    private IndexedValue<T>? _shown;
    private IndexedValue<T>? _owner;

    /// <summary>The outcome of <see cref="TryAcquire"/>.</summary>
    public enum Acquisition
    {
        /// <summary>The claim is shared.</summary>
        Done,

        /// <summary>Another key has it.</summary>
        Taken,

        /// <summary>Another key is about to have it, or about to give it back.</summary>
        Pending,

        /// <summary>Nobody has it any more.</summary>
        Over,
    }

    public T Value => value;

    public uint Hash => hash;

    private object Sync => this;

    /// <summary>Shares the claim, if it is of this holder.</summary>
    public Acquisition TryAcquire(IKeyHolder acquirer)
    {
        lock (Sync)
        {
            if (_count == 0)
                return Acquisition.Over;
            if (!ReferenceEquals(acquirer, Holder))
                return _held == 0 ? Acquisition.Pending : Acquisition.Taken;
            _count++;
            return Acquisition.Done;
        }
    }

    /// <summary>Says that an object which shares the claim has the value. Under the lock of that object's value.</summary>
    public void Hold(IndexedValue<T> owner)
    {
        lock (Sync)
        {
            _held++;
            Volatile.Write(ref _owner, owner);
        }
    }

    /// <summary>Gives up one share. The last one frees the value.</summary>
    /// <param name="wasHeld">Whether the object has had the value.</param>
    public void Release(bool wasHeld)
    {
        lock (Sync)
        {
            if (wasHeld)
                _held--;
            if (--_count > 0)
                return;
        }

        index.Remove(this);
    }

    /// <summary>Says which value can be found by this claim, before its slot has the value. Under the lock of that value.</summary>
    public void SetShown(IndexedValue<T> shown) => Volatile.Write(ref _shown, shown);

    /// <summary>Lets the child be found. Its slot has the value. Under the lock of that value.</summary>
    public void Show(IndexedValue<T> shown)
    {
        SetShown(shown);
        Volatile.Write(ref _child, shown.Child);
    }

    /// <summary>Lets a find look at the slot, since it may change now. Under the lock of that value.</summary>
    public void Suspend(IndexedValue<T> shown)
    {
        if (ReferenceEquals(_shown, shown))
            Volatile.Write(ref _child, null);
    }

    /// <summary>Lets the child no longer be found. Under the lock of its value.</summary>
    public void Hide(IndexedValue<T> shown)
    {
        Suspend(shown);
        Interlocked.CompareExchange(ref _shown, null, shown);
    }

    /// <summary>
    /// The child that can be found by the value. Nearly always that is one read. While a write goes on, the slot decides: the child has the value if its slot
    /// has it.
    /// </summary>
    public object? Find(IEqualityComparer<T> comparer)
    {
        if (Volatile.Read(ref _child) is { } child)
            return child;

        // A child is shown only once, so one that is shown twice was shown in between.
        return Volatile.Read(ref _shown) is { IsShown: true } shown && comparer.Equals(shown.Value, value) && shown.IsShown ? shown.Child : null;
    }

    /// <summary>Returns only when the write is over that may give up the value at present.</summary>
    public void AwaitWrite() => Volatile.Read(ref _owner)?.AwaitWrite();
}
