using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Threading;

namespace GenTracker.Slots;

/// <summary>
/// The slot of any type that does not fit into a word beside the seal: references, settable 64-bit numbers and times,
/// <see cref="decimal"/>, <see cref="Guid"/>, <see cref="DateTimeOffset"/>, <see cref="Nullable{T}"/>, structs of any size, with
/// references in them too.
/// </summary>
/// <remarks>
/// <para>
/// A mutable struct: use it as a field and never copy it. Its default is open and holds the default value, which is
/// <see langword="null"/> for a reference.
/// </para>
/// <para>
/// Beside the value stands a gate: one word with the seal and a version, which is odd while a value is being written. A writer works
/// out its value first, then takes the gate with one compare-exchange from the very version that it has read, stores, and releases
/// the gate. Nothing else happens behind the gate: no user's code, nothing that throws or allocates. The seal is taken with a
/// compare-exchange from an even version: each write is either complete before it and in the final value, or finds the seal and
/// changes nothing. A writer that the system stops inside its few instructions makes other writers and the sealer spin and then
/// yield and sleep, never deadlock. The version has 62 bits and never comes round.
/// </para>
/// <para>
/// Reads take nothing and write nothing. A reference, and a primitive, enum, or time of the size of a pointer, is one load and never
/// waits. Anything else is a seqlock read: version, copy, version again, and once more where a writer came between; it waits only
/// while a value is being stored, and the copies that it drops are never looked at.
/// </para>
/// <para>
/// ARM64: (1) the store of a value must not be seen before the odd version is. An atomic compare-exchange orders what stands before it
/// and after it, yet a later plain store may overtake the exchange's own store, hence a write barrier behind it. (2) The release of
/// the gate is a releasing store: the whole value is seen before the even version is. (3) In a seqlock read the first look at the
/// gate acquires, so the copy comes after it; a read barrier keeps the second look behind the copy. A value that is one load needs
/// neither: a writer that has seen it early fails at the compare-exchange of the gate.
/// </para>
/// </remarks>
/// <typeparam name="T">The attribute's type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct SeqLockSlot<T> : IRetirableSlot<T>
{
    private const long SealBit = 1;
    private const long WritingBit = 2;
    private const long TwoVersions = 4;

    // First, and as wide as the widest primitive: what follows is aligned at least to the size of a pointer.
    private long _gate;
    private T _value;

    /// <summary>An open slot.</summary>
    /// <param name="initial">The value that it holds at first.</param>
    public SeqLockSlot(T initial) => _value = initial;

    /// <inheritdoc/>
    public readonly T Value
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => IsWhole ? ReadWhole() : TryRead(out _, out T value) ? value : ReadContended();
    }

    // Known to the JIT as a constant for each T. Structs of a pointer's size are left out unless their layout is known to be one
    // aligned field: another one may be copied in parts.
    private static bool IsWhole
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => IsReference || (Unsafe.SizeOf<T>() == Unsafe.SizeOf<nint>() && (typeof(T) == typeof(long) || typeof(T) == typeof(ulong)
            || typeof(T) == typeof(double) || typeof(T) == typeof(nint) || typeof(T) == typeof(nuint) || typeof(T) == typeof(DateTime)
            || typeof(T) == typeof(TimeSpan) || typeof(T) == typeof(TimeOnly) || typeof(T).IsEnum));
    }

    private static bool IsReference
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => !typeof(T).IsValueType;
    }

    /// <summary>Sets the value.</summary>
    /// <param name="value">The new value.</param>
    /// <returns>False where the slot is sealed; nothing was changed then.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TrySet(T value)
    {
        long gate = Volatile.Read(ref _gate);
        return ((gate & (SealBit | WritingBit)) == 0 && TryWrite(gate, value)) || TrySetContended(value);
    }

    /// <inheritdoc/>
    public void Seal()
    {
        SpinWait spin = default;
        while (true)
        {
            long gate = Volatile.Read(ref _gate);
            if ((gate & SealBit) != 0 || ((gate & WritingBit) == 0 && TrySeal(gate)))
                return;

            spin.SpinOnce();
        }
    }

    /// <inheritdoc/>
    public bool TrySealAt(T value)
    {
        SpinWait spin = default;
        while (true)
        {
            if (TryRead(out long gate, out T current))
            {
                if ((gate & SealBit) != 0 || !EqualityComparer<T>.Default.Equals(current, value))
                    return false;

                if (TrySeal(gate))
                    return true;
            }

            spin.SpinOnce();
        }
    }

    /// <inheritdoc/>
    public void Restore(T value) => TrySet(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal SlotResult Update<TUpdate>(TUpdate update, out T value)
        where TUpdate : struct, IUpdate<T>
    {
        // What is not done at the first attempt is looked into elsewhere: so the first one is short, and has no need of the stack, whose stores the atomic
        // instruction would wait for.
        if (TryRead(out long gate, out T current) && (gate & SealBit) == 0 && update.TryApply(current, out value) && TryWrite(gate, value))
            return SlotResult.Done;

        (SlotResult result, value) = UpdateAgain(update);
        return result;
    }

    /// <summary>One attempt.</summary>
    /// <returns>False where another writer came between.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool TryUpdate<TUpdate>(TUpdate update, out SlotResult result, out T value)
        where TUpdate : struct, IUpdate<T>
    {
        result = SlotResult.Done;
        if (!TryRead(out long gate, out value))
            return false;

        if ((gate & SealBit) != 0)
        {
            result = SlotResult.Sealed;
            return true;
        }

        if (!update.TryApply(value, out T next))
        {
            result = SlotResult.Refused;
            return true;
        }

        value = next;
        return TryWrite(gate, next);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private Outcome<T> UpdateAgain<TUpdate>(TUpdate update)
        where TUpdate : struct, IUpdate<T>
    {
        SpinWait spin = default;
        while (true)
        {
            if (TryUpdate(update, out SlotResult result, out T value))
                return new(result, value);
            spin.SpinOnce();
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool TrySetContended(T value)
    {
        SpinWait spin = default;
        while (true)
        {
            long gate = Volatile.Read(ref _gate);
            if ((gate & SealBit) != 0)
                return false;

            if ((gate & WritingBit) == 0 && TryWrite(gate, value))
                return true;

            spin.SpinOnce();
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly T ReadContended()
    {
        SpinWait spin = default;
        T value;
        while (!TryRead(out _, out value))
            spin.SpinOnce();
        return value;
    }

    /// <summary>Reads value and gate, one attempt.</summary>
    /// <returns>False where a writer was at it; the value is not to be looked at then.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly bool TryRead(out long gate, out T value)
    {
        gate = Volatile.Read(in _gate);
        if (IsWhole)
        {
            value = ReadWhole();
            return (gate & WritingBit) == 0;
        }

        value = _value;
        Volatile.ReadBarrier();
        return (gate & WritingBit) == 0 && gate == Volatile.Read(in _gate);
    }

    /// <summary>Stores the value if the gate is still as it was read: open, and with an even version.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool TryWrite(long gate, T value)
    {
        // The gate as it was is not looked at behind the exchange: it stands in the register that the instruction answers in, and to keep it elsewhere would take a
        // store to the stack, which the instruction waits for.
        long taken = gate | WritingBit;
        if (Interlocked.CompareExchange(ref _gate, taken, gate) != taken - WritingBit)
            return false;

        if (IsWhole)
        {
            WriteWhole(value);
        }
        else
        {
            Volatile.WriteBarrier();
            _value = value;
        }

        Volatile.Write(ref _gate, taken - WritingBit + TwoVersions);
        return true;
    }

    private bool TrySeal(long gate) => Interlocked.CompareExchange(ref _gate, gate | SealBit, gate) == gate;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly T ReadWhole()
    {
        ref T location = ref Unsafe.AsRef(in _value);
        if (IsReference)
        {
            object? reference = Volatile.Read(ref Unsafe.As<T, object?>(ref location));
            return Unsafe.As<object?, T>(ref reference);
        }

        return Unsafe.BitCast<nint, T>(Volatile.Read(ref Unsafe.As<T, nint>(ref location)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void WriteWhole(T value)
    {
        if (IsReference)
            Volatile.Write(ref Unsafe.As<T, object?>(ref _value), value);
        else
            Volatile.Write(ref Unsafe.As<T, nint>(ref _value), Unsafe.BitCast<T, nint>(value));
    }
}
