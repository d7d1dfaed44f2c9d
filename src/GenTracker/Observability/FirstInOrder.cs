using System;
using System.Collections.Generic;

namespace GenTracker.Observability;

/// <summary>
/// One page of a sorted list that is never sorted as a whole: of a hundred thousand items it keeps those of the page and before it, and compares each further
/// one with the last of them.
/// </summary>
internal sealed class FirstInOrder<T>(IComparer<T> order, int skip, int take)
{
    /// <summary>So many items at least are kept before they are sorted.</summary>
    private const int MinBuffer = 512;

    private readonly List<T> _items = [];
    private readonly long _kept = (long)skip + take;
    private bool _isFull;

    /// <summary>The number of all items that were added.</summary>
    public int Total { get; private set; }

    public void Add(T item)
    {
        Total++;
        if (take == 0 || (_isFull && order.Compare(item, _items[(int)_kept - 1]) >= 0))
            return;
        _items.Add(item);
        if (_items.Count >= Math.Max(2 * _kept, MinBuffer))
            Trim();
    }

    /// <summary>The items of the page, in order.</summary>
    public List<T> ToList()
    {
        Trim();
        return skip < _items.Count ? _items.GetRange(skip, Math.Min(take, _items.Count - skip)) : [];
    }

    /// <summary>Sorts the items, and drops those behind the page. The last one that stays is from then on the limit for others.</summary>
    private void Trim()
    {
        _items.Sort(order);
        if (_items.Count < _kept)
            return;
        _items.RemoveRange((int)_kept, _items.Count - (int)_kept);
        _isFull = true;
    }
}
