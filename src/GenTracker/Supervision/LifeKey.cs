using GenTracker.Runtime;
using GenTracker.Table;

namespace GenTracker.Supervision;

/// <summary>Tells the table where a life has its key.</summary>
internal readonly struct LifeKey<TKey, TChild> : IKeyOf<TKey, Life<TKey, TChild>>
    where TKey : notnull
    where TChild : class, ITracked<TKey>
{
    public static TKey KeyOf(Life<TKey, TChild> value) => value.Key;
}
