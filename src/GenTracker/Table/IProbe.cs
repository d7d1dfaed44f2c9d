namespace GenTracker.Table;

/// <summary>What a find looks for: a key, or the characters of one. Implemented by structs, so that the JIT compiles the loop for each of them.</summary>
internal interface IProbe<TKey>
{
    uint Hash { get; }

    bool Matches(TKey key);
}
