using GenTracker.Table;

namespace GenTracker.Tests.Table;

/// <summary>A value of a table under test.</summary>
internal sealed record Item<TKey>(TKey Key, int Number)
{
    public readonly struct ItemKey : IKeyOf<TKey, Item<TKey>>
    {
        public static TKey KeyOf(Item<TKey> value) => value.Key;
    }
}
