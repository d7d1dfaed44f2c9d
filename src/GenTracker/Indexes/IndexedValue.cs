using System.ComponentModel;
using System.Diagnostics;
using System.Threading;
using GenTracker.Runtime;
using GenTracker.Slots;

namespace GenTracker.Indexes;

/// <summary>The value of an attribute in one child, and its place in the tracker's index of that attribute.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class IndexedValue
{
    private object? _child;
    private bool _isShown;

    private protected IndexedValue()
    {
    }

    /// <summary>The child. Null before it was attached.</summary>
    internal object? Child
    {
        get => Volatile.Read(ref _child);
        private protected set => Volatile.Write(ref _child, value);
    }

    /// <summary>Whether the child can be found. It becomes so once, and stops to be so once.</summary>
    internal bool IsShown
    {
        get => Volatile.Read(ref _isShown);
        private protected set => Volatile.Write(ref _isShown, value);
    }

    /// <summary>Who holds the child's key. Null before the child was attached.</summary>
    internal abstract IKeyHolder? Holder { get; }

    /// <summary>
    /// Guards the value, its place and their seal. Held for a few instructions, never while user code runs. It is the object itself, which no code outside the
    /// runtime can reach.
    /// </summary>
    private protected object Sync => this;

    /// <summary>Puts the value into the index. Hashes and compares it, so it throws what the value's type throws.</summary>
    /// <exception cref="AttributeValueTakenException">Another child holds the value. Nothing was changed.</exception>
    internal abstract void Attach(AttributeIndex index, object child, IKeyHolder holder);

    /// <summary>Takes the value out of the index again.</summary>
    internal abstract void Detach();

    /// <summary>Lets the child be found by its value, or no longer.</summary>
    internal abstract void SetShown(bool isShown);

    /// <summary>Gives up what a sealed value that survives a restart still holds.</summary>
    internal abstract void Release();

    /// <summary>Returns only when the write is over that goes on at present.</summary>
    internal void AwaitWrite()
    {
        Monitor.Enter(Sync);
        Monitor.Exit(Sync);
    }
}

/// <summary>An <see cref="IndexedValue"/> of a known type.</summary>
internal abstract class IndexedValue<T> : IndexedValue
{
    public abstract T Value { get; }
}

/// <summary>
/// An <see cref="IndexedValue"/> with its slot. A write computes its value and finds the place of that value in the index first, since both call user code.
/// Then, under the lock, it changes the slot and the place, unless another write came in between.
/// </summary>
/// <remarks>
/// A place is what the index keeps of a value: a group, or a claim. It is null if the index has none: the child is not attached, or the value is nobody's.
/// </remarks>
[DebuggerDisplay("{Value}, shown: {IsShown}, sealed: {_isSealed}")]
internal abstract class IndexedValue<T, TSlot>(TSlot slot) : IndexedValue<T>
    where TSlot : struct, ISettableSlot<T>
{
#pragma warning disable IDE0044 // a slot is a mutable struct, and a copy of it another slot
    private TSlot _slot = slot;
#pragma warning restore IDE0044
    private int _version;
    private bool _isSealed;
    private AttributeIndex? _index;
    private IKeyHolder? _holder;

    public sealed override T Value => _slot.Value;

    internal sealed override IKeyHolder? Holder => Volatile.Read(ref _holder);

    private protected bool IsSealed => Volatile.Read(ref _isSealed);

    /// <summary>Changes the value.</summary>
    /// <param name="update">Computes the new value; it is called again if another write was faster.</param>
    /// <param name="previous">The replaced value. If nothing was changed, the current one.</param>
    /// <param name="value">The new value. If nothing was changed, the current one.</param>
    /// <param name="takenBy">The claim of another child to the new value, if that is why the write was refused.</param>
    public SlotResult Update<TUpdate>(TUpdate update, out T previous, out T value, out ValueClaim? takenBy)
        where TUpdate : struct, IUpdate<T>
    {
        while (true)
        {
            // The version is read first: what is read after it is of that version, or the version has changed when the lock is held.
            int version = Volatile.Read(ref _version);
            bool isSealed = IsSealed;
            takenBy = null;
            previous = value = _slot.Value;
            if (isSealed)
                return SlotResult.Sealed;
            if (!update.TryApply(previous, out T next))
                return SlotResult.Refused;
            object? place = null;
            if (Volatile.Read(ref _index) is { } index)
            {
                place = Reserve(index, _holder!, next, out takenBy);
                if (takenBy is not null)
                {
                    // If another write came in between, the value was computed from one that was replaced.
                    if (version == Volatile.Read(ref _version))
                        return SlotResult.Refused;
                    continue;
                }
            }

            lock (Sync)
            {
                if (!_isSealed && version == _version && TryEnter(place))
                {
                    _slot.TrySet(next);
                    Leave(place);
                    Volatile.Write(ref _version, version + 1);
                    value = next;
                    return SlotResult.Done;
                }
            }

            Cancel(place);
        }
    }

    /// <summary>Seals the slot, and takes the value out of the index.</summary>
    public void Seal()
    {
        lock (Sync)
        {
            _slot.Seal();
            Volatile.Write(ref _isSealed, true);
            OnSealed();
        }
    }

    internal sealed override void Attach(AttributeIndex index, object child, IKeyHolder holder)
    {
        while (true)
        {
            int version = Volatile.Read(ref _version);
            object? place = Reserve(index, holder, _slot.Value, out ValueClaim? takenBy);
            if (takenBy is not null)
            {
                if (version != Volatile.Read(ref _version))
                    continue;
                throw takenBy.CreateTakenException(holder);
            }

            lock (Sync)
            {
                Child = child;
                if (!_isSealed && version == _version && TryEnter(place))
                {
                    Volatile.Write(ref _holder, holder);
                    Volatile.Write(ref _index, index);
                    Leave(place);
                    Volatile.Write(ref _version, version + 1);
                    return;
                }
            }

            Cancel(place);
            if (IsSealed)
                return;
        }
    }

    internal sealed override void Detach()
    {
        lock (Sync)
        {
            Volatile.Write(ref _index, null);
            Leave(place: null);
            Volatile.Write(ref _version, _version + 1);
        }
    }

    internal sealed override void SetShown(bool isShown)
    {
        lock (Sync)
        {
            if (isShown == IsShown || (isShown && _isSealed))
                return;
            IsShown = isShown;
            OnShown(isShown);
        }
    }

    /// <summary>Finds the place of a value in the index, and keeps it from being removed. Calls code of the value's type. Not under the lock.</summary>
    private protected abstract object? Reserve(AttributeIndex index, IKeyHolder holder, T value, out ValueClaim? takenBy);

    /// <summary>Gives back a reserved place that was not entered. Not under the lock.</summary>
    private protected abstract void Cancel(object? place);

    /// <summary>Enters a place, before the slot is written. False if it is none any more. Under the lock.</summary>
    private protected abstract bool TryEnter(object? place);

    /// <summary>Leaves the former place for this one, after the slot is written. Under the lock.</summary>
    private protected abstract void Leave(object? place);

    /// <summary>Under the lock.</summary>
    private protected abstract void OnShown(bool isShown);

    /// <summary>Under the lock.</summary>
    private protected abstract void OnSealed();

    /// <summary>Lets go of the index: a caller that keeps an ended child must not keep the tracker's other children.</summary>
    private protected void ForgetIndex() => Volatile.Write(ref _index, null);
}
