namespace GenTracker.Slots.Tests;

/// <summary>An object with one slot as its field, as a child has it.</summary>
internal sealed class Holder<TSlot>
    where TSlot : struct
{
    public TSlot Slot;

    public Holder()
    {
    }

    public Holder(TSlot slot) => Slot = slot;
}
