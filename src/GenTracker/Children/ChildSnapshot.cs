using System;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.ComponentModel;

namespace GenTracker;

/// <summary>
/// The attributes of a child that survive (<see cref="TrackedAttrAttribute.Survives"/>), as a value that outlives the child and its process. Immutable, so
/// thread-safe. The values themselves are the child's own objects.
/// </summary>
public sealed class ChildSnapshot
{
    /// <summary>Initializes a snapshot of values that were stored.</summary>
    /// <param name="values">The names and values of attributes. They are copied.</param>
    /// <exception cref="ArgumentNullException"><paramref name="values"/> is null.</exception>
    /// <exception cref="ArgumentException">A name is there twice.</exception>
    public ChildSnapshot(IEnumerable<KeyValuePair<string, object?>> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        Values = new ReadOnlyDictionary<string, object?>(new Dictionary<string, object?>(values, StringComparer.Ordinal));
    }

    /// <summary>The snapshot of a child without attributes that survive.</summary>
    public static ChildSnapshot Empty { get; } = new([]);

    /// <summary>The values by the names of the attributes, each in the attribute's type.</summary>
    public IReadOnlyDictionary<string, object?> Values { get; }

    /// <summary>Gets the value of an attribute. Generated code calls it.</summary>
    /// <typeparam name="T">The attribute's type.</typeparam>
    /// <param name="name">The attribute's name.</param>
    /// <param name="value">The value. The default of its type if there is none.</param>
    /// <returns>Whether there is a value.</returns>
    /// <exception cref="InvalidCastException">The value is of another type.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public bool TryGet<T>(string name, out T? value)
    {
        value = default;
        if (!Values.TryGetValue(name, out object? stored))
            return false;
        if (stored is T typed)
            value = typed;
        else if (stored is not null || value is not null)
            throw new InvalidCastException($"The attribute {name} is of the type {typeof(T)}, and the snapshot has {Describe(stored)}.");
        return true;
    }

    private static string Describe(object? stored) => stored is null ? "null" : $"a {stored.GetType()}";
}
