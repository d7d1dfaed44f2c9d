using System.ComponentModel;

namespace GenTracker.Indexes;

/// <summary>The index of one attribute in one tracker.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class AttributeIndex
{
    private protected AttributeIndex()
    {
    }

    /// <summary>The number of the index, by which a child gives its slot (<see cref="IIndexedChild.VisitIndexed"/>). Set before there is a child.</summary>
    internal int Number { get; set; }

    /// <summary>Whether a child can be found and its slot has the value of a place.</summary>
    internal bool IsFoundAt(object place, object child)
    {
        var look = new Look(place);
        Visit(child, ref look);
        return look.IsFound;
    }

    /// <summary>Waits until a write of a child that is in progress has ended.</summary>
    internal void AwaitWrite(object child)
    {
        WriteEnd wait = default;
        Visit(child, ref wait);
    }

    internal void Visit<TVisitor>(object child, ref TVisitor visitor)
        where TVisitor : struct, IIndexedVisitor =>
        ((IIndexedChild)child).VisitIndexed(Number, ref visitor);

    private struct Look(object place) : IIndexedVisitor
    {
        public bool IsFound { get; private set; }

        public void Visit<TSlot>(ref TSlot slot)
            where TSlot : struct, IIndexedSlot =>
            IsFound = slot.IsFoundAt(place);
    }

    private readonly struct WriteEnd : IIndexedVisitor
    {
        public void Visit<TSlot>(ref TSlot slot)
            where TSlot : struct, IIndexedSlot =>
            slot.AwaitWrite();
    }
}
