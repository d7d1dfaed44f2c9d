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

    // The child that is found without a look at it, the one whose slot decides, and the one that has the value.
    private object? _child;
    private object? _shown;
    private object? _owner;

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

    /// <summary>Says that an object which shares the claim has the value. Under the lock of that object's slot.</summary>
    public void Hold(object owner)
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

    /// <summary>Whether a value is that of the claim. Calls code of the value's type.</summary>
    public bool HasValue(T other) => index.Comparer.Equals(other, value);

    /// <summary>Says which child can be found by this claim, before its slot has the value. Under the lock of that slot.</summary>
    public void SetShown(object child) => Volatile.Write(ref _shown, child);

    /// <summary>Lets the child be found. Its slot has the value. Under the lock of that slot.</summary>
    public void Show(object child)
    {
        SetShown(child);
        Volatile.Write(ref _child, child);
        index.SetVisible(this, child);
    }

    /// <summary>Lets a find look at the slot, since it may change now. Under the lock of that slot.</summary>
    public void Suspend(object child)
    {
        if (!ReferenceEquals(_shown, child))
            return;
        index.SetVisible(this, null);
        Volatile.Write(ref _child, null);
    }

    /// <summary>Lets the child no longer be found. Under the lock of its slot.</summary>
    public void Hide(object child)
    {
        Suspend(child);
        Interlocked.CompareExchange(ref _shown, null, child);
    }

    /// <summary>
    /// The child that can be found by the value, if the table shows none. Nearly always that is one read. While a write goes on, the slot decides: the child
    /// has the value if its slot has it.
    /// </summary>
    public object? Find()
    {
        if (Volatile.Read(ref _child) is { } child)
            return child;
        return Volatile.Read(ref _shown) is { } shown && index.IsFoundAt(this, shown) ? shown : null;
    }

    /// <summary>Returns only when the write is over that may give up the value at present.</summary>
    public void AwaitWrite()
    {
        if (Volatile.Read(ref _owner) is { } owner)
            index.AwaitWrite(owner);
    }
}
