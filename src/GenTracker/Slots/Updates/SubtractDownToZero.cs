namespace GenTracker.Slots;

/// <summary>Subtracts unless that would go below zero.</summary>
internal readonly struct SubtractDownToZero(ulong delta) : IUpdate<ulong>
{
    public bool TryApply(ulong current, out ulong next)
    {
        next = unchecked(current - delta);
        return delta <= current;
    }
}
