using System.Collections.Generic;
using System.ComponentModel;
using GenTracker.Table;

namespace GenTracker.Indexes;

#pragma warning disable CS8714 // null has no cell in the table, but a group of its own

/// <summary>Finds the children that have a value of an attribute. All members are thread-safe.</summary>
/// <typeparam name="T">The type of the values.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class GroupIndex<T> : AttributeIndex
{
    private readonly ChildTable<T, ValueGroup<T>, ValueGroup<T>> _groups;
    private readonly ValueGroup<T>? _nullGroup;

    /// <summary>Initializes an empty index.</summary>
    /// <param name="comparer">The comparer of strings; null for the equality of the values' own type.</param>
    public GroupIndex(IEqualityComparer<T>? comparer)
    {
        Comparer = comparer ?? EqualityComparer<T>.Default;
        _groups = ChildTables.Create<T, ValueGroup<T>, ValueGroup<T>>(comparer);
        if (default(T) is null)
            _nullGroup = new ValueGroup<T>(this, default!, hash: 0);
    }

    internal IEqualityComparer<T> Comparer { get; }

    /// <summary>The group of a value; null if no child has the value.</summary>
    internal ValueGroup<T>? Find(T value) => value is null ? _nullGroup : _groups.Find(value);

    /// <summary>The group of a value, which may be a new one. Calls code of the value's type.</summary>
    internal ValueGroup<T> GetOrAdd(T value)
    {
        if (value is null)
            return _nullGroup!;
        if (_groups.Find(value) is { IsOver: false } found)
            return found;
        uint hash = _groups.Hash(value);
        while (true)
        {
            if (_groups.TryGet(value, hash, out ValueGroup<T>? present))
            {
                if (!present.IsOver)
                    return present;
                Remove(present);
            }

            var group = new ValueGroup<T>(this, value, hash);
            if (_groups.TryAdd(value, hash, group, visible: group))
                return group;
        }
    }

    internal void Remove(ValueGroup<T> group) => _groups.TryRemove(group.Hash, group);
}
