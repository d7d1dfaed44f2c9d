using System.Numerics;

namespace GenTracker.Slots;

/// <summary>Subtracts as the type's own unchecked operator does: no negated delta, which unsigned types and the lowest value lack.</summary>
internal readonly struct Subtract<T>(T delta) : IUpdate<T>
    where T : INumber<T>
{
    public bool TryApply(T current, out T next)
    {
        next = unchecked(current - delta);
        return true;
    }
}
