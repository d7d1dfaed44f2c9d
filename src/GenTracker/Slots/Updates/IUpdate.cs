namespace GenTracker.Slots;

/// <summary>
/// One step from a value to the next. It is worked out on a value that was read, before anything is written, and again where another
/// writer was faster: so it has no effects, and when it throws, nothing has changed.
/// </summary>
internal interface IUpdate<T>
{
    /// <returns>False where the value is to stay as it is.</returns>
    bool TryApply(T current, out T next);
}
