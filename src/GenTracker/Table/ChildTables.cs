using System;
using System.Collections.Generic;

namespace GenTracker.Table;

/// <summary>Makes the table that fits the keys.</summary>
internal static class ChildTables
{
    /// <exception cref="ArgumentException">The comparer is neither the key's own nor one of the two for strings.</exception>
    public static ChildTable<TKey, TValue, TVisible> Create<TKey, TValue, TVisible>(IEqualityComparer<TKey>? comparer)
        where TKey : notnull
        where TValue : class
        where TVisible : class
    {
        if (ReferenceEquals(comparer, StringComparer.OrdinalIgnoreCase))
            return new TypedTable<TKey, StringKey, IgnoreCaseKeys, TValue, TVisible>();
        if (comparer is not null && !ReferenceEquals(comparer, StringComparer.Ordinal) && !ReferenceEquals(comparer, EqualityComparer<TKey>.Default))
            throw new ArgumentException("Keys compare by their own equality, or, if they are strings, by StringComparer.Ordinal or StringComparer.OrdinalIgnoreCase.", nameof(comparer));
        return typeof(TKey) == typeof(string)
            ? new TypedTable<TKey, StringKey, OrdinalKeys, TValue, TVisible>()
            : new TypedTable<TKey, TKey, DefaultKeys<TKey>, TValue, TVisible>();
    }
}
