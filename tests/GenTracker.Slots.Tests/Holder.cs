namespace GenTracker.Slots.Tests;

/// <summary>An object with a slot in a field, as in a child.</summary>
internal sealed class Holder<TSlot>
    where TSlot : struct
{
    public TSlot Slot;

    public Holder()
    {
    }

    public Holder(TSlot slot) => Slot = slot;
}
