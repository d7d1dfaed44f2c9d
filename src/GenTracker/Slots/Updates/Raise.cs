using System.Numerics;

namespace GenTracker.Slots;

/// <summary>Takes the candidate if it is higher. A NaN is never higher.</summary>
internal readonly struct Raise<T>(T candidate) : IUpdate<T>
    where T : INumber<T>
{
    public bool TryApply(T current, out T next)
    {
        next = candidate;
        return candidate > current;
    }
}
