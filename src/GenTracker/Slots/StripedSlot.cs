using System;
using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Threading;

namespace GenTracker.Slots;

/// <summary>The slot of a get-only counter that many cores count on at once: spread over stripes that share no cache line.</summary>
/// <remarks>
/// <para>A mutable struct: use it as a field and never copy it. Its default is open, holds zero, and makes its stripes at the first count.</para>
/// <para>
/// Memory: 128 bytes for each stripe, with as many stripes as processors, rounded up to a power of two and at most 16: up to 2 KB for
/// each counter. They are the only allocation. A count is one compare-exchange and two stores in the thread's own stripe, and a thread that
/// meets another there moves on. A read adds the stripes up.
/// </para>
/// <para>
/// Each stripe is a <see cref="SeqLockSlot{T}"/> with a seal of its own: a count is in its stripe before that stripe's seal, or it is refused.
/// So the sealed value is exact and constant, on every architecture. Before the seal a read is no snapshot: it has each count that was
/// reported as done before the read began, and may have some of those made meanwhile.
/// </para>
/// <para>
/// Built-in integers of up to 32 bits wrap around. A part of a 64-bit integer holds up to 2^62 divided by the number of stripes, to either side.
/// An unsigned counter that is counted down below zero wraps around, for no stripe knows the others.
/// </para>
/// </remarks>
/// <typeparam name="T">The attribute's type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct StripedSlot<T> : ISlot<T>
    where T : unmanaged, INumber<T>
{
    private Stripe<T>[]? _stripes;

    /// <summary>An open slot. Allocates the stripes.</summary>
    /// <param name="initial">The count that it begins with.</param>
    /// <exception cref="OverflowException">A 64-bit <paramref name="initial"/> is beyond ±2^62.</exception>
    public StripedSlot(T initial)
    {
        _stripes = new Stripe<T>[StripeLimit.Count];
        Restore(initial);
    }

    /// <inheritdoc/>
    /// <exception cref="OverflowException">The type's own addition throws it, as that of <see cref="decimal"/> does.</exception>
    public readonly T Value
    {
        get
        {
            T sum = T.Zero;
            foreach (ref Stripe<T> stripe in Volatile.Read(in _stripes).AsSpan())
                sum = unchecked(sum + stripe.Part.Value);
            return sum;
        }
    }

    /// <summary>Adds.</summary>
    /// <param name="delta">What to add.</param>
    /// <returns>False where the slot is sealed; nothing was changed then.</returns>
    /// <exception cref="OverflowException">The part of a 64-bit integer would leave its bounds; nothing was changed.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryAdd(T delta) =>
        StripeLimit.IsBounded<T>() ? Count(new AddToPart<T>(delta)) : Count(new Add<T>(delta));

    /// <summary>Subtracts.</summary>
    /// <param name="delta">What to subtract.</param>
    /// <returns>False where the slot is sealed; nothing was changed then.</returns>
    /// <exception cref="OverflowException">The part of a 64-bit integer would leave its bounds; nothing was changed.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TrySubtract(T delta) =>
        StripeLimit.IsBounded<T>() ? Count(new SubtractFromPart<T>(delta)) : Count(new Subtract<T>(delta));

    /// <inheritdoc/>
    public void Seal()
    {
        foreach (ref Stripe<T> stripe in Stripes().AsSpan())
            stripe.Part.Seal();
    }

    /// <inheritdoc/>
    /// <exception cref="OverflowException">A 64-bit <paramref name="value"/> is beyond ±2^62; nothing was changed.</exception>
    public void Restore(T value)
    {
        if (StripeLimit.IsBounded<T>())
        {
            RestoreBounded(Unsafe.BitCast<T, long>(value));
            return;
        }

        foreach (ref Stripe<T> stripe in Stripes().AsSpan())
        {
            stripe.Part.Restore(value);
            value = T.Zero;
        }
    }

    // One part takes it all, unless its bound bids it leave some to the next.
    private void RestoreBounded(long total)
    {
        StripeLimit.CheckTotal(total);
        foreach (ref Stripe<T> stripe in Stripes().AsSpan())
        {
            long part = Math.Clamp(total, -StripeLimit.Part, StripeLimit.Part);
            stripe.Part.Restore(Unsafe.BitCast<long, T>(part));
            total -= part;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool Count<TUpdate>(TUpdate update)
        where TUpdate : struct, IUpdate<T>
    {
        Stripe<T>[] stripes = Stripes();
        ref int place = ref StripeIndex.Place();
        if (!stripes[StripeIndex.Of(ref place) & (stripes.Length - 1)].Part.TryUpdate(update, out SlotResult result, out _))
            result = CountElsewhere(stripes, update, ref place);

        if (result == SlotResult.Refused)
            StripeLimit.ThrowOverflow();
        return result == SlotResult.Done;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static SlotResult CountElsewhere<TUpdate>(Stripe<T>[] stripes, TUpdate update, ref int place)
        where TUpdate : struct, IUpdate<T>
    {
        StripeIndex.Move(ref place);
        return stripes[StripeIndex.Of(ref place) & (stripes.Length - 1)].Part.Update(update, out _);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Stripe<T>[] Stripes() => Volatile.Read(ref _stripes) ?? MakeStripes();

    // Of a default slot. Where several threads come at once, the first array counts.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private Stripe<T>[] MakeStripes()
    {
        Stripe<T>[] made = new Stripe<T>[StripeLimit.Count];
        return Interlocked.CompareExchange(ref _stripes, made, null) ?? made;
    }
}
