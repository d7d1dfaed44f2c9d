using System.Diagnostics;
using System.Threading;
using GenTracker.Runtime;
using GenTracker.Slots;

namespace GenTracker.Indexes;

/// <summary>
/// The value of an attribute in one child, and what the child has in the tracker's index of that attribute. It is a part of the child's slot, so that a write
/// finds all of it in the memory of the child.
/// </summary>
/// <remarks>
/// A write computes its value and finds the place of that value in the index first, since both call user code. Then, under the lock, it changes the slot and
/// the place, unless another write came in between.
/// </remarks>
[DebuggerDisplay("{Value}, shown: {IsShown}, sealed: {IsSealed}")]
internal struct IndexedValue<T, TSlot, TMembership>(TSlot slot, TMembership membership)
    where TSlot : struct, ILockableSlot<T>
    where TMembership : struct, IMembership<T>
{
    private WriteLock _lock;
    private object? _child;
    private AttributeIndex? _index;
    private IKeyHolder? _holder;

#pragma warning disable IDE0044 // mutable structs, and a copy of a slot is another slot
    private TSlot _slot = slot;

    // Under the lock.
    private TMembership _membership = membership;
#pragma warning restore IDE0044

    // Not readonly: the compiler would copy the slot for each read, and a copy of a slot is another slot.
    public T Value => _slot.Value;

    public readonly IKeyHolder? Holder => Volatile.Read(in _holder);

    private readonly bool IsShown => (_lock.State & WriteLock.ShownBit) != 0;

    private readonly bool IsSealed => (_lock.State & WriteLock.SealedBit) != 0;

    public readonly void AwaitWrite() => _lock.AwaitWrite();

    /// <summary>Whether the child can be found and its slot has the value of a place.</summary>
    /// <remarks>A child is shown only once, so one that is shown twice was shown in between.</remarks>
    public bool IsFoundAt(object place) => IsShown && TMembership.HasValue(place, Value) && IsShown;

    /// <summary>Changes the value.</summary>
    /// <param name="update">Computes the new value; it is called again if another write was faster.</param>
    /// <param name="previous">The replaced value. If nothing was changed, the current one.</param>
    /// <param name="value">The new value. If nothing was changed, the current one.</param>
    /// <param name="takenBy">The claim of another child to the new value, if that is why the write was refused.</param>
    public SlotResult Update<TUpdate>(TUpdate update, out T previous, out T value, out ValueClaim? takenBy)
        where TUpdate : struct, IUpdate<T>
    {
        SpinWait spin = default;
        while (true)
        {
            // The state is read first: what is read after it is of its version, or the lock is not taken.
            long state = _lock.State;
            takenBy = null;
            previous = value = Value;
            if ((state & WriteLock.SealedBit) != 0)
                return SlotResult.Sealed;
            if (!update.TryApply(previous, out T next))
                return SlotResult.Refused;
            object? place = null;
            if (Volatile.Read(ref _index) is { } index)
            {
                place = TMembership.Reserve(index, _holder!, next, out takenBy);
                if (takenBy is not null)
                {
                    // If another write came in between, the value was computed from one that was replaced.
                    if (state == _lock.State && !_lock.IsWriting)
                        return SlotResult.Refused;
                    spin.SpinOnce();
                    continue;
                }
            }

            if (_lock.TryEnter(state))
            {
                bool isShown = (state & WriteLock.ShownBit) != 0;
                if (_membership.TryEnter(place, _child, isShown, out GroupPlace entered))
                {
                    _slot.StoreLocked(next);
                    _membership.Leave(place, _child, isShown, in entered);
                    _lock.Exit(state + WriteLock.VersionStep);
                    value = next;
                    return SlotResult.Done;
                }

                _lock.Exit(state);
            }

            TMembership.Cancel(place);
            spin.SpinOnce();
        }
    }

    /// <summary>Seals the slot, and takes the value out of the index.</summary>
    public void Seal()
    {
        long state = _lock.Enter();
        _lock.SetState(state | WriteLock.SealedBit);

        // Without the index: a caller that keeps an ended child must not keep the tracker's other children.
        if (_membership.OnSealed(_child, (state & WriteLock.ShownBit) != 0))
            Volatile.Write(ref _index, null);
        _lock.Exit(state | WriteLock.SealedBit);
    }

    public void Attach(AttributeIndex index, object child, IKeyHolder holder)
    {
        SpinWait spin = default;
        while (true)
        {
            long state = _lock.State;
            object? place = TMembership.Reserve(index, holder, Value, out ValueClaim? takenBy);
            if (takenBy is not null)
            {
                if (state == _lock.State && !_lock.IsWriting)
                    throw takenBy.CreateTakenException(holder);
                spin.SpinOnce();
                continue;
            }

            if (_lock.TryEnter(state))
            {
                bool isShown = (state & WriteLock.ShownBit) != 0;
                if ((state & WriteLock.SealedBit) == 0 && _membership.TryEnter(place, child, isShown, out GroupPlace entered))
                {
                    _child = child;
                    Volatile.Write(ref _holder, holder);
                    Volatile.Write(ref _index, index);
                    _membership.Leave(place, child, isShown, in entered);
                    _lock.Exit(state + WriteLock.VersionStep);
                    return;
                }

                _lock.Exit(state);
            }

            TMembership.Cancel(place);
            if (IsSealed)
                return;
            spin.SpinOnce();
        }
    }

    public void Detach()
    {
        long state = _lock.Enter();
        Volatile.Write(ref _index, null);
        _membership.Leave(place: null, _child, (state & WriteLock.ShownBit) != 0, entered: default);
        _lock.Exit(state + WriteLock.VersionStep);
    }

    public void SetShown(bool isShown)
    {
        long state = _lock.Enter();
        if (isShown && (state & (WriteLock.ShownBit | WriteLock.SealedBit)) == 0)
        {
            state |= WriteLock.ShownBit;
            _lock.SetState(state);
            _membership.OnShown(_child);
        }
        else if (!isShown && (state & WriteLock.ShownBit) != 0)
        {
            _membership.OnHidden(_child);
            state &= ~WriteLock.ShownBit;
        }

        _lock.Exit(state);
    }

    /// <summary>Releases what a sealed value that survives a restart still holds.</summary>
    public void Release()
    {
        if (Volatile.Read(ref _index) is null)
            return;
        long state = _lock.Enter();
        if ((state & WriteLock.SealedBit) != 0)
        {
            _membership.Release();
            Volatile.Write(ref _index, null);
        }

        _lock.Exit(state);
    }
}
