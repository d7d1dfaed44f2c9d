using System.Numerics;

namespace GenTracker.Slots;

/// <summary>Adds unless the sum overflows or is above the bound. Written as "is not at most", for a NaN is never within a bound.</summary>
internal readonly struct AddUpTo<T>(T max, T delta) : IUpdate<T>
    where T : INumber<T>
{
    public bool TryApply(T current, out T next) => Sum.TryAdd(current, delta, out next) && next <= max;
}
