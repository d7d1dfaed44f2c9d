using System.ComponentModel;

namespace GenTracker.Indexes;

/// <summary>What is done to the slot of an attribute with an index. The slot is a part of its child, so it can only be reached by reference.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IIndexedVisitor
{
    /// <summary>Does it.</summary>
    /// <typeparam name="TSlot">The slot's type.</typeparam>
    /// <param name="slot">The slot.</param>
    void Visit<TSlot>(ref TSlot slot)
        where TSlot : struct, IIndexedSlot;
}
