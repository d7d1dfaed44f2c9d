using System;
using System.Collections.Generic;
using System.ComponentModel;
using GenTracker.Observability;

namespace GenTracker.Runtime;

/// <summary>What a tracker needs of the reader of its children's attributes, whatever their record.</summary>
/// <typeparam name="TKey">The key's type.</typeparam>
/// <typeparam name="TChild">The tracked class.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IAttrsReader<TKey, TChild>
    where TKey : notnull
    where TChild : class
{
    /// <summary>Creates the memory of the last exits.</summary>
    internal RecentExits<TKey, TChild> CreateRecentExits(int capacity);

    /// <summary>The descriptions of the attributes.</summary>
    internal IReadOnlyList<TrackedAttrInfo> Attributes { get; }

    /// <summary>Reads one attribute, by its index in the description.</summary>
    internal object? ReadValue(TChild child, int index);

    /// <summary>Reads all attributes, in the order of the description.</summary>
    internal object?[] ReadValues(TChild child);
}

/// <summary>
/// Reads the attributes of a child for what outlives the child. Generated code implements it for each tracked class.
/// </summary>
/// <typeparam name="TKey">The key's type.</typeparam>
/// <typeparam name="TChild">The tracked class.</typeparam>
/// <typeparam name="TAttrs">The generated record of its attributes.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class AttrsReader<TKey, TChild, TAttrs> : IAttrsReader<TKey, TChild>
    where TKey : notnull
    where TChild : class
{
    private IReadOnlyList<TrackedAttrInfo>? _attributes;

    IReadOnlyList<TrackedAttrInfo> IAttrsReader<TKey, TChild>.Attributes => Attributes;

    private IReadOnlyList<TrackedAttrInfo> Attributes => _attributes ??= Describe();

    /// <summary>Reads the attributes.</summary>
    /// <param name="child">The child.</param>
    /// <returns>Their values.</returns>
    public abstract TAttrs Read(TChild child);

    /// <summary>Describes the attributes.</summary>
    /// <returns>One description for each property of the record, in its order.</returns>
    public abstract IReadOnlyList<TrackedAttrInfo> Describe();

    /// <summary>Gets the value of one attribute.</summary>
    /// <param name="attrs">What was read.</param>
    /// <param name="index">The index of the attribute in the description.</param>
    /// <returns>The value. <see langword="null"/> if the attribute is secret.</returns>
    public abstract object? GetValue(in TAttrs attrs, int index);

    /// <summary>Describes one attribute.</summary>
    /// <param name="name">Name of the property.</param>
    /// <param name="type">Its type.</param>
    /// <param name="options">The <see cref="TrackedAttrOptions"/>.</param>
    /// <param name="unit">Its unit.</param>
    /// <param name="metric">The <see cref="AttributeMetric"/>.</param>
    /// <returns>The description.</returns>
    protected TrackedAttrInfo Attr(string name, Type type, int options, string? unit = null, int metric = 0) =>
        new(name, type, unit, (AttributeMetric)metric, (TrackedAttrOptions)options);

    /// <summary>The values of all attributes, in the order of the description.</summary>
    internal object?[] GetValues(in TAttrs attrs)
    {
        var values = new object?[Attributes.Count];
        for (var i = 0; i < values.Length; i++)
            values[i] = GetValue(attrs, i);
        return values;
    }

    object? IAttrsReader<TKey, TChild>.ReadValue(TChild child, int index) => GetValue(Read(child), index);

    object?[] IAttrsReader<TKey, TChild>.ReadValues(TChild child) => GetValues(Read(child));

    RecentExits<TKey, TChild> IAttrsReader<TKey, TChild>.CreateRecentExits(int capacity) => new RecentExits<TKey, TChild, TAttrs>(this, capacity);
}
