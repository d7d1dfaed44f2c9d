using System;
using System.Collections.Generic;

namespace GenTracker.Table;

/// <summary>Creates the table for a key type and its comparer.</summary>
internal static class ChildTables
{
    /// <exception cref="ArgumentException">The comparer is not supported.</exception>
    public static ChildTable<TKey, TValue, TVisible> Create<TKey, TValue, TVisible>(IEqualityComparer<TKey>? comparer)
        where TKey : notnull
        where TValue : class
        where TVisible : class
    {
        if (ReferenceEquals(comparer, StringComparer.OrdinalIgnoreCase))
            return new TypedTable<TKey, StringKey, IgnoreCaseKeyComparer, TValue, TVisible>();
        if (comparer is not null && !ReferenceEquals(comparer, StringComparer.Ordinal) && !ReferenceEquals(comparer, EqualityComparer<TKey>.Default))
        {
            throw new ArgumentException(
                "Keys compare by their own equality or, if they are strings, by StringComparer.Ordinal or StringComparer.OrdinalIgnoreCase.", nameof(comparer));
        }

        return typeof(TKey) == typeof(string)
            ? new TypedTable<TKey, StringKey, OrdinalKeyComparer, TValue, TVisible>()
            : new TypedTable<TKey, TKey, DefaultKeyComparer<TKey>, TValue, TVisible>();
    }
}
