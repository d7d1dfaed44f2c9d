using System.Diagnostics;

namespace GenTracker.Indexes;

/// <summary>The children that have one value. The group of a value that no child has is over, and leaves the index; the group of null stays.</summary>
[DebuggerDisplay("{Value}: {Count}")]
internal sealed class ValueGroup<T>(GroupIndex<T> index, T value, uint hash) : ValueGroup(isKept: value is null)
{
    public T Value => value;

    public uint Hash => hash;

    protected override bool HasValue(IndexedValue member) => index.Comparer.Equals(((IndexedValue<T>)member).Value, value);

    protected override void OnOver() => index.Remove(this);
}
