using System.ComponentModel;

namespace GenTracker.Indexes;

/// <summary>A child with attributes that have an index. The generator implements it in the tracked class.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IIndexedChild
{
    /// <summary>Gets one of the attributes that have an index, in the order of the tracker's indexes.</summary>
    /// <param name="index">The number of the index, from 0.</param>
    /// <returns>The attribute's value and place.</returns>
    IndexedValue GetIndexedValue(int index);
}
