namespace GenTracker.Table;

/// <summary>What is looked for: a key, or the characters of one. A struct, so that the table's one loop is compiled for each.</summary>
internal interface IProbe<TKey>
{
    uint Hash { get; }

    bool Matches(TKey key);
}
