namespace GenTracker.Slots;

internal readonly struct Set<T>(T value) : IUpdate<T>
{
    public bool TryApply(T current, out T next)
    {
        next = value;
        return true;
    }
}
