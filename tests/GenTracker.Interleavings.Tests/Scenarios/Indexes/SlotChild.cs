using GenTracker.Indexes;
using GenTracker.Runtime;

namespace GenTracker.Interleavings.Scenarios.Indexes;

/// <summary>A child that is known by a name and has one attribute with an index.</summary>
internal sealed class SlotChild<TSlot>(object name, TSlot slot) : IIndexedChild
    where TSlot : struct, IIndexedSlot
{
    public TSlot Slot = slot;

    public object Name => name;

    public IKeyHolder? Holder => Slot.Holder;

    public void VisitIndexed<TVisitor>(int index, ref TVisitor visitor)
        where TVisitor : struct, IIndexedVisitor =>
        visitor.Visit(ref Slot);

    public void Attach(AttributeIndex index, IKeyHolder holder) => Slot.Attach(index, this, holder);

    public void SetShown(bool isShown) => Slot.SetShown(isShown);
}
