using System.ComponentModel;

namespace GenTracker.Indexes;

/// <summary>A child with attributes that have an index. The generator implements it in the tracked class.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IIndexedChild
{
    /// <summary>Gives a visitor the slot of one of the attributes that have an index, in the order of the tracker's indexes.</summary>
    /// <typeparam name="TVisitor">The visitor's type.</typeparam>
    /// <param name="index">The number of the index, from 0.</param>
    /// <param name="visitor">The visitor.</param>
    void VisitIndexed<TVisitor>(int index, ref TVisitor visitor)
        where TVisitor : struct, IIndexedVisitor;
}
