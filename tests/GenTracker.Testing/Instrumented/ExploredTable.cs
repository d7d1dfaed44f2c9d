using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;

namespace GenTracker.Testing.Instrumented;

/// <summary>
/// Takes the place of <see cref="System.Collections.Concurrent.ConcurrentDictionary{TKey, TValue}"/>: each operation is one step, and so is
/// each move of an enumeration. Whether an enumeration that is under way meets a new entry is a choice of the schedule; the order is that of
/// the entries, and never that of hash codes, which differ from process to process.
/// </summary>
/// <typeparam name="TKey">The keys' type.</typeparam>
/// <typeparam name="TValue">The values' type.</typeparam>
public class ExploredTable<TKey, TValue>(IEqualityComparer<TKey>? comparer)
    where TKey : notnull
{
    private readonly IEqualityComparer<TKey> _comparer = comparer ?? EqualityComparer<TKey>.Default;
    private readonly LinkedList<KeyValuePair<TKey, TValue>> _entries = [];
    private int _enumerations;

    /// <inheritdoc cref="System.Collections.Concurrent.ConcurrentDictionary{TKey, TValue}.TryGetValue"/>
    public bool TryGetValue(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        SwitchingPoint.Pass("find in table", null, null, null, 0);
        LinkedListNode<KeyValuePair<TKey, TValue>>? node = NodeOf(key);
        value = node is null ? default : node.Value.Value;
        return node is not null;
    }

    /// <inheritdoc cref="System.Collections.Concurrent.ConcurrentDictionary{TKey, TValue}.TryAdd"/>
    public bool TryAdd(TKey key, TValue value)
    {
        SwitchingPoint.Pass("add to table", null, null, null, 0);
        if (NodeOf(key) is not null)
            return false;
        if (_enumerations > 0 && Schedule.Current?.Choose(2) == 1)
            _entries.AddFirst(KeyValuePair.Create(key, value));
        else
            _entries.AddLast(KeyValuePair.Create(key, value));
        return true;
    }

    /// <inheritdoc cref="System.Collections.Concurrent.ConcurrentDictionary{TKey, TValue}.TryUpdate"/>
    public bool TryUpdate(TKey key, TValue newValue, TValue comparisonValue)
    {
        SwitchingPoint.Pass("replace in table", null, null, null, 0);
        if (NodeOf(key) is not { } node || !EqualityComparer<TValue>.Default.Equals(node.Value.Value, comparisonValue))
            return false;
        node.Value = KeyValuePair.Create(key, newValue);
        return true;
    }

    /// <inheritdoc cref="System.Collections.Concurrent.ConcurrentDictionary{TKey, TValue}.TryRemove(KeyValuePair{TKey, TValue})"/>
    public bool TryRemove(KeyValuePair<TKey, TValue> item)
    {
        SwitchingPoint.Pass("remove from table", null, null, null, 0);
        if (NodeOf(item.Key) is not { } node || !EqualityComparer<TValue>.Default.Equals(node.Value.Value, item.Value))
            return false;
        _entries.Remove(node);
        return true;
    }

    /// <inheritdoc cref="System.Collections.Concurrent.ConcurrentDictionary{TKey, TValue}.GetEnumerator"/>
    public IEnumerator<KeyValuePair<TKey, TValue>> GetEnumerator()
    {
        _enumerations++;
        try
        {
            var met = new HashSet<LinkedListNode<KeyValuePair<TKey, TValue>>>();
            LinkedListNode<KeyValuePair<TKey, TValue>>? last = null;
            while (true)
            {
                SwitchingPoint.Pass("enumerate table", null, null, null, 0);

                // Where the last one was removed meanwhile, what stood behind it is the first that was not met yet.
                LinkedListNode<KeyValuePair<TKey, TValue>>? next = last?.List is null ? _entries.First : last.Next;
                while (next is not null && met.Contains(next))
                    next = next.Next;
                if (next is null)
                    yield break;
                met.Add(next);
                last = next;
                yield return next.Value;
            }
        }
        finally
        {
            _enumerations--;
        }
    }

    /// <inheritdoc cref="System.Collections.Concurrent.ConcurrentDictionary{TKey, TValue}.GetAlternateLookup"/>
    public AlternateLookup<TAlternateKey> GetAlternateLookup<TAlternateKey>()
        where TAlternateKey : notnull, allows ref struct => new(this);

    private LinkedListNode<KeyValuePair<TKey, TValue>>? NodeOf(TKey key)
    {
        LinkedListNode<KeyValuePair<TKey, TValue>>? node = _entries.First;
        while (node is not null && !_comparer.Equals(node.Value.Key, key))
            node = node.Next;
        return node;
    }

    /// <summary>See <see cref="GetAlternateLookup"/>.</summary>
    /// <typeparam name="TAlternateKey">The other type of keys.</typeparam>
    public readonly struct AlternateLookup<TAlternateKey>
        where TAlternateKey : notnull, allows ref struct
    {
        private readonly ExploredTable<TKey, TValue> _values;

        internal AlternateLookup(ExploredTable<TKey, TValue> values) => _values = values;

        /// <inheritdoc cref="ExploredTable{TKey, TValue}.TryGetValue"/>
        public bool TryGetValue(TAlternateKey key, [MaybeNullWhen(false)] out TValue value) =>
            _values.TryGetValue(((IAlternateEqualityComparer<TAlternateKey, TKey>)_values._comparer).Create(key), out value);
    }
}
