using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Threading;

namespace GenTracker.Slots;

/// <summary>
/// The slot of every type that does not fit into a word beside the seal: references, settable 64-bit numbers and times, <see cref="decimal"/>,
/// <see cref="Guid"/>, <see cref="DateTimeOffset"/>, <see cref="Nullable{T}"/>, and structs of any size, with references in them too.
/// </summary>
/// <remarks>
/// <para>
/// A mutable struct: use it as a field and never copy it. Its default is open and holds the default value, which is <see langword="null"/> for a reference.
/// </para>
/// <para>
/// A sequence word holds the seal and the version of the value. The version is odd while a value is being stored. A writer computes its value first. Then it
/// makes the version odd, with one compare-exchange from the version that it has read, stores the value, and makes the version even again. In between it
/// runs no user code, throws nothing and allocates nothing. The seal is set by a compare-exchange from an even version, so each write is either complete
/// before the seal and part of the final value, or it finds the seal and changes nothing. If the system stops a writer in between, other writers and the
/// sealer spin, then yield and sleep, but never deadlock. The version has 62 bits and never wraps around.
/// </para>
/// <para>
/// Readers write nothing. A reference, and a primitive, enum or time of the size of a pointer, is one load and never waits. Anything else is a seqlock read:
/// version, copy, version again, and repeated if a writer came in between. It waits only while a value is being stored. Torn copies are discarded unseen.
/// </para>
/// <para>
/// ARM64: (1) The store of a value must not become visible before the odd version. An atomic compare-exchange is ordered with everything before and after
/// it, but a later plain store may overtake the store of the exchange itself, so a write barrier follows it. (2) The store of the even version is a release:
/// the whole value is visible before it. (3) In a seqlock read the first read of the sequence is an acquire, so the copy comes after it, and a read barrier
/// keeps the second read behind the copy. A value that is one load needs neither: if a writer has seen it too early, its compare-exchange fails.
/// </para>
/// </remarks>
/// <typeparam name="T">The attribute's type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
[DebuggerDisplay("{Value}, sealed: {(_sequence & 1) != 0}")]
public struct SeqLockSlot<T> : ILockableSlot<T>, IRetirableSlot<T>
{
    private const long SealBit = 1;
    private const long WritingBit = 2;
    private const long VersionStep = 4;

    // First, and as wide as the widest primitive, so that the value is aligned at least to the size of a pointer.
    private long _sequence;
    private T _value;

    /// <summary>Initializes an open slot.</summary>
    /// <param name="initial">The initial value.</param>
    public SeqLockSlot(T initial) => _value = initial;

    /// <inheritdoc/>
    public readonly T Value
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => IsAtomic ? ReadAtomic() : TryRead(out _, out T value) ? value : ReadContended();
    }

    // Whether the platform reads and writes the value in one access. A constant for each T to the JIT. A struct of the size of a pointer counts only if its
    // layout is known to be one aligned field: the JIT may copy others in parts.
    private static bool IsAtomic
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

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TrySet(T value)
    {
        long sequence = Volatile.Read(ref _sequence);
        return ((sequence & (SealBit | WritingBit)) == 0 && TryWrite(sequence, value)) || TrySetContended(value);
    }

    /// <inheritdoc/>
    public bool TryExchange(T value, out T previous)
    {
        SpinWait spin = default;
        while (true)
        {
            if (TryRead(out long sequence, out previous))
            {
                if ((sequence & SealBit) != 0)
                    return false;

                if (TryWrite(sequence, value))
                    return true;
            }

            spin.SpinOnce();
        }
    }

    /// <inheritdoc/>
    public bool TryUpdate(Func<T, T> update, out T value) => Update(new Apply<T>(update), out value) == SlotResult.Done;

    /// <inheritdoc/>
    public bool TryUpdate<TState>(Func<T, TState, T> update, TState state, out T value) =>
        Update(new Apply<T, TState>(update, state), out value) == SlotResult.Done;

    /// <inheritdoc/>
    public void Seal()
    {
        SpinWait spin = default;
        while (true)
        {
            long sequence = Volatile.Read(ref _sequence);
            if ((sequence & SealBit) != 0 || ((sequence & WritingBit) == 0 && TrySeal(sequence)))
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
            if (TryRead(out long sequence, out T current))
            {
                if ((sequence & SealBit) != 0 || !EqualityComparer<T>.Default.Equals(current, value))
                    return false;

                if (TrySeal(sequence))
                    return true;
            }

            spin.SpinOnce();
        }
    }

    /// <inheritdoc/>
    public void Restore(T value) => TrySet(value);

    void ILockableSlot<T>.StoreLocked(T value)
    {
        if (IsAtomic)
        {
            WriteAtomic(value);
            return;
        }

        long writing = _sequence | WritingBit;
        Volatile.Write(ref _sequence, writing);
        Volatile.WriteBarrier();
        _value = value;
        Volatile.Write(ref _sequence, writing - WritingBit + VersionStep);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    SlotResult ISettableSlot<T>.Update<TUpdate>(TUpdate update, out T value) => Update(update, out value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal SlotResult Update<TUpdate>(TUpdate update, out T value)
        where TUpdate : struct, IUpdate<T>
    {
        // The first attempt is short and leaves every other outcome to UpdateSlow, so that it stores nothing on the stack. The atomic instruction would wait
        // for such stores.
        if (TryRead(out long sequence, out T current) && (sequence & SealBit) == 0 && update.TryApply(current, out value) && TryWrite(sequence, value))
            return SlotResult.Done;

        (SlotResult result, value) = UpdateSlow(update);
        return result;
    }

    /// <summary>Updates in one attempt. <see langword="false"/> if another writer came in between.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool TryUpdateOnce<TUpdate>(TUpdate update, out SlotResult result, out T value)
        where TUpdate : struct, IUpdate<T>
    {
        result = SlotResult.Done;
        if (!TryRead(out long sequence, out value))
            return false;

        if ((sequence & SealBit) != 0)
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
        return TryWrite(sequence, next);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private UpdateOutcome<T> UpdateSlow<TUpdate>(TUpdate update)
        where TUpdate : struct, IUpdate<T>
    {
        SpinWait spin = default;
        while (true)
        {
            if (TryUpdateOnce(update, out SlotResult result, out T value))
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
            long sequence = Volatile.Read(ref _sequence);
            if ((sequence & SealBit) != 0)
                return false;

            if ((sequence & WritingBit) == 0 && TryWrite(sequence, value))
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

    /// <summary>Reads sequence and value in one attempt. <see langword="false"/> if a writer interfered: the value may be torn and must not be used.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly bool TryRead(out long sequence, out T value)
    {
        sequence = Volatile.Read(in _sequence);
        if (IsAtomic)
        {
            value = ReadAtomic();
            return (sequence & WritingBit) == 0;
        }

        value = _value;
        Volatile.ReadBarrier();
        return (sequence & WritingBit) == 0 && sequence == Volatile.Read(in _sequence);
    }

    /// <summary>Stores the value if the sequence is unchanged since it was read. It must be open and have an even version.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool TryWrite(long sequence, T value)
    {
        // The code after the exchange does not use the old sequence. It is in the register that receives the instruction's result, so to keep it would take a
        // store to the stack, and the instruction would wait for that store.
        long writing = sequence | WritingBit;
        if (Interlocked.CompareExchange(ref _sequence, writing, sequence) != writing - WritingBit)
            return false;

        if (IsAtomic)
        {
            WriteAtomic(value);
        }
        else
        {
            Volatile.WriteBarrier();
            _value = value;
        }

        Volatile.Write(ref _sequence, writing - WritingBit + VersionStep);
        return true;
    }

    private bool TrySeal(long sequence) => Interlocked.CompareExchange(ref _sequence, sequence | SealBit, sequence) == sequence;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly T ReadAtomic()
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
    private void WriteAtomic(T value)
    {
        if (IsReference)
            Volatile.Write(ref Unsafe.As<T, object?>(ref _value), value);
        else
            Volatile.Write(ref Unsafe.As<T, nint>(ref _value), Unsafe.BitCast<T, nint>(value));
    }
}
