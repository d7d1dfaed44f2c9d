using System;
using System.ComponentModel;
using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Threading;

namespace GenTracker.Slots;

/// <summary>The slot of a get-only counter that many cores count on at once: it is spread over stripes that share no cache line.</summary>
/// <remarks>
/// <para>A mutable struct: use it as a field and never copy it. Its default is open, holds zero, and allocates its stripes at the first count.</para>
/// <para>
/// Memory: 128 bytes for each stripe. There are as many stripes as processors, rounded up to a power of two and at most 16, so a counter takes up to
/// 2 KB. Nothing else is allocated. A count is one compare-exchange and two stores in the stripe of the thread. A thread that meets another in its stripe
/// moves to another one. A read adds up the stripes.
/// </para>
/// <para>
/// Each stripe is a <see cref="SeqLockSlot{T}"/> with a seal of its own: a count either precedes the seal of its stripe or is refused. So the sealed value
/// is exact and constant on every architecture. Before the seal a read is not a snapshot: it contains each count that was reported as done before the read
/// started, and may contain some of the counts made during the read.
/// </para>
/// <para>
/// Built-in integers of up to 32 bits wrap around. One cell of a 64-bit integer holds up to 2^62 divided by the number of stripes, on either side of zero.
/// An unsigned counter that is counted down below zero wraps around, because no stripe knows the others.
/// </para>
/// </remarks>
/// <typeparam name="T">The attribute's type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
[DebuggerDisplay("{Value}, {_stripes?.Length ?? 0} stripes")]
public struct StripedSlot<T> : ISlot<T>
    where T : unmanaged, INumber<T>
{
    private Stripe<T>[]? _stripes;

    /// <summary>Initializes an open slot and allocates its stripes.</summary>
    /// <param name="initial">The initial count.</param>
    /// <exception cref="OverflowException">A 64-bit <paramref name="initial"/> is beyond ±2^62.</exception>
    public StripedSlot(T initial)
    {
        _stripes = new Stripe<T>[StripeLayout.StripeCount];
        Restore(initial);
    }

    /// <inheritdoc/>
    /// <exception cref="OverflowException">The addition of the type throws it, as that of <see cref="decimal"/> does.</exception>
    public readonly T Value
    {
        get
        {
            T sum = T.Zero;
            foreach (ref Stripe<T> stripe in Volatile.Read(in _stripes).AsSpan())
                sum = unchecked(sum + stripe.Cell.Value);
            return sum;
        }
    }

    /// <summary>Adds to the count.</summary>
    /// <param name="delta">The number to add.</param>
    /// <returns><see langword="false"/> if the slot is sealed; nothing was changed.</returns>
    /// <exception cref="OverflowException">The cell of a 64-bit integer would exceed its bounds; nothing was changed.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryAdd(T delta) =>
        StripeLayout.IsBounded<T>() ? Update(new AddToCell<T>(delta)) : Update(new Add<T>(delta));

    /// <summary>Subtracts from the count.</summary>
    /// <param name="delta">The number to subtract.</param>
    /// <returns><see langword="false"/> if the slot is sealed; nothing was changed.</returns>
    /// <exception cref="OverflowException">The cell of a 64-bit integer would exceed its bounds; nothing was changed.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TrySubtract(T delta) =>
        StripeLayout.IsBounded<T>() ? Update(new SubtractFromCell<T>(delta)) : Update(new Subtract<T>(delta));

    /// <inheritdoc/>
    public void Seal()
    {
        foreach (ref Stripe<T> stripe in GetStripes().AsSpan())
            stripe.Cell.Seal();
    }

    /// <inheritdoc/>
    /// <exception cref="OverflowException">A 64-bit <paramref name="value"/> is beyond ±2^62; nothing was changed.</exception>
    public void Restore(T value)
    {
        if (StripeLayout.IsBounded<T>())
        {
            RestoreBounded(Unsafe.BitCast<T, long>(value));
            return;
        }

        foreach (ref Stripe<T> stripe in GetStripes().AsSpan())
        {
            stripe.Cell.Restore(value);
            value = T.Zero;
        }
    }

    // Each cell takes as much as it can hold and leaves the rest to the next ones.
    private void RestoreBounded(long total)
    {
        StripeLayout.ThrowIfOutOfRange(total);
        foreach (ref Stripe<T> stripe in GetStripes().AsSpan())
        {
            long cell = Math.Clamp(total, -StripeLayout.MaxPerCell, StripeLayout.MaxPerCell);
            stripe.Cell.Restore(Unsafe.BitCast<long, T>(cell));
            total -= cell;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool Update<TUpdate>(TUpdate update)
        where TUpdate : struct, IUpdate<T>
    {
        Stripe<T>[] stripes = GetStripes();
        ref int probe = ref StripeProbe.Locate();
        if (!stripes[StripeProbe.Get(ref probe) & (stripes.Length - 1)].Cell.TryUpdateOnce(update, out SlotResult result, out _))
            result = UpdateAnotherStripe(stripes, update, ref probe);

        if (result == SlotResult.Refused)
            StripeLayout.ThrowOverflow();
        return result == SlotResult.Done;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static SlotResult UpdateAnotherStripe<TUpdate>(Stripe<T>[] stripes, TUpdate update, ref int probe)
        where TUpdate : struct, IUpdate<T>
    {
        StripeProbe.Advance(ref probe);
        return stripes[StripeProbe.Get(ref probe) & (stripes.Length - 1)].Cell.Update(update, out _);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Stripe<T>[] GetStripes() => Volatile.Read(ref _stripes) ?? AllocateStripes();

    // For a default slot. If several threads allocate at once, the first array stays.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private Stripe<T>[] AllocateStripes()
    {
        Stripe<T>[] allocated = new Stripe<T>[StripeLayout.StripeCount];
        return Interlocked.CompareExchange(ref _stripes, allocated, null) ?? allocated;
    }
}
