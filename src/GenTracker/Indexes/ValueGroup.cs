using System.Diagnostics;

namespace GenTracker.Indexes;

/// <summary>The children that have one value. The group of a value that no child has is over, and leaves the index; the group of null stays.</summary>
[DebuggerDisplay("{Value}: {Count}")]
internal sealed class ValueGroup<T>(GroupIndex<T> index, T value, uint hash) : ValueGroup(isKept: value is null)
{
    public T Value => value;

    public uint Hash => hash;

    /// <summary>Whether a value is that of the group. Calls code of the value's type.</summary>
    public bool HasValue(T other) => index.Comparer.Equals(other, value);

    protected override bool IsFound(object child) => index.IsFoundAt(this, child);

    protected override void OnOver() => index.Remove(this);
}
