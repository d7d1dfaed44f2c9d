using System.Diagnostics.CodeAnalysis;
using GenTracker.Table;

namespace GenTracker.Tests.Table;

/// <summary>Calls to a table by key alone: they hash the key, as a tracker does once for each key that it takes.</summary>
internal static class KeyedCalls
{
    public static bool TryGet<TKey, TValue, TVisible>(this ChildTable<TKey, TValue, TVisible> table, TKey key, [NotNullWhen(true)] out TValue? value)
        where TKey : notnull
        where TValue : class
        where TVisible : class => table.TryGet(key, table.Hash(key), out value);

    public static bool TryAdd<TKey, TValue, TVisible>(this ChildTable<TKey, TValue, TVisible> table, TKey key, TValue value)
        where TKey : notnull
        where TValue : class
        where TVisible : class => table.TryAdd(key, table.Hash(key), value);

    public static bool TryReplace<TKey, TValue, TVisible>(this ChildTable<TKey, TValue, TVisible> table, TKey key, TValue value, TValue replaced)
        where TKey : notnull
        where TValue : class
        where TVisible : class => table.TryReplace(table.Hash(key), value, replaced);

    public static bool TryRemove<TKey, TValue, TVisible>(this ChildTable<TKey, TValue, TVisible> table, TKey key, TValue value)
        where TKey : notnull
        where TValue : class
        where TVisible : class => table.TryRemove(table.Hash(key), value);

    public static void SetVisible<TKey, TValue, TVisible>(this ChildTable<TKey, TValue, TVisible> table, TKey key, TValue value, TVisible? visible)
        where TKey : notnull
        where TValue : class
        where TVisible : class => table.SetVisible(table.Hash(key), value, visible);

    public static bool TryAdd<TKey, TComparer>(this ProbingTable<TKey, TComparer> table, TKey key, object value)
        where TKey : notnull
        where TComparer : struct, IKeyComparer<TKey> => table.TryAdd(key, TComparer.Hash(key), value);

    public static bool TryRemove<TKey, TComparer>(this ProbingTable<TKey, TComparer> table, TKey key, object value)
        where TKey : notnull
        where TComparer : struct, IKeyComparer<TKey> => table.TryRemove(TComparer.Hash(key), value);

    public static bool TryReplace<TKey, TComparer>(this ProbingTable<TKey, TComparer> table, TKey key, object value, object replaced)
        where TKey : notnull
        where TComparer : struct, IKeyComparer<TKey> => table.TryReplace(TComparer.Hash(key), value, replaced);

    public static void SetVisible<TKey, TComparer>(this ProbingTable<TKey, TComparer> table, TKey key, object value, object? visible)
        where TKey : notnull
        where TComparer : struct, IKeyComparer<TKey> => table.SetVisible(TComparer.Hash(key), value, visible);

    public static object? Get<TKey, TComparer>(this ProbingTable<TKey, TComparer> table, TKey key)
        where TKey : notnull
        where TComparer : struct, IKeyComparer<TKey> => table.Get(key, TComparer.Hash(key));
}
