using System.Numerics;

namespace GenTracker.Slots;

/// <summary>Adds unless the sum overflows or leaves the bounds.</summary>
internal readonly struct AddBetween<T>(T min, T max, T delta) : IUpdate<T>
    where T : INumber<T>
{
    public bool TryApply(T current, out T next) => Sum.TryAdd(current, delta, out next) && next >= min && next <= max;
}
