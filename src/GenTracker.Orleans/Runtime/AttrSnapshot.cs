using System;
using System.ComponentModel;
using Orleans;

namespace GenTracker.Orleans.Runtime;

/// <summary>
/// The attributes of one incarnation, by their numbers: a node of another version reads those that it knows. Not thread-safe while it is filled.
/// </summary>
/// <param name="key">The text of the key.</param>
/// <param name="incarnation">The incarnation.</param>
/// <param name="count">The number of attributes.</param>
[GenerateSerializer, Immutable, Alias("gentracker.attrs")]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class AttrSnapshot(string key, long incarnation, int count)
{
    [Id(2)]
    private readonly uint[] _attrs = new uint[count];

    [Id(3)]
    private readonly AttrValue[] _values = new AttrValue[count];

    /// <summary>The text of the key.</summary>
    [Id(0)]
    public string Key { get; } = key;

    /// <summary>The incarnation.</summary>
    [Id(1)]
    public long Incarnation { get; } = incarnation;

    /// <summary>Puts a value into a place.</summary>
    /// <typeparam name="T">The attribute's type.</typeparam>
    /// <param name="index">The place: each once, from zero on.</param>
    /// <param name="attr">The attribute's number.</param>
    /// <param name="value">The value.</param>
    public void Set<T>(int index, uint attr, T value) => (_attrs[index], _values[index]) = (attr, AttrValue.From(value));

    /// <summary>Gets a value.</summary>
    /// <typeparam name="T">The attribute's type.</typeparam>
    /// <param name="index">The place at which a node of this version puts it.</param>
    /// <param name="attr">The attribute's number.</param>
    /// <returns>The value; the default of its type if the other node does not have the attribute.</returns>
    public T? Get<T>(int index, uint attr)
    {
        int place = index < _attrs.Length && _attrs[index] == attr ? index : Array.IndexOf(_attrs, attr);
        return place < 0 ? default : _values[place].To<T>();
    }
}
