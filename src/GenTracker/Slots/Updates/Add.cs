using System.Numerics;

namespace GenTracker.Slots;

/// <summary>Adds as the type's own unchecked operator does: built-in integers wrap around.</summary>
internal readonly struct Add<T>(T delta) : IUpdate<T>
    where T : INumber<T>
{
    public bool TryApply(T current, out T next)
    {
        next = unchecked(current + delta);
        return true;
    }
}
