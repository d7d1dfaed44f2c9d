using System.Runtime.CompilerServices;

namespace GenTracker.Runtime;

/// <summary>
/// Moves the part of a 64-bit striped counter unless it would leave its bounds. A part is signed even where the counter is not: what
/// was counted up in one stripe may be counted down in another.
/// </summary>
internal readonly struct MovePart<T> : IUpdate<T>
    where T : unmanaged
{
    private readonly long _step;
    private readonly bool _fits;

    public MovePart(T delta, bool down)
    {
        // An unsigned delta above the signed range comes out negative here, and does not fit either.
        long step = Unsafe.BitCast<T, long>(delta);
        _fits = step >= (StripeLimit.IsUnsigned<T>() ? 0 : -StripeLimit.Part) && step <= StripeLimit.Part;
        _step = down ? -step : step;
    }

    public bool TryApply(T current, out T next)
    {
        // Two numbers within the bounds: a sum that wraps around, as it can with a single stripe, is out of bounds.
        long part = unchecked(Unsafe.BitCast<T, long>(current) + _step);
        next = Unsafe.BitCast<long, T>(part);
        return _fits && part >= -StripeLimit.Part && part <= StripeLimit.Part;
    }
}
