using System.Runtime.CompilerServices;

namespace GenTracker.Table;

internal readonly struct KeyProbe<TKey, TComparer>(TKey key) : IProbe<TKey>
    where TKey : notnull
    where TComparer : struct, IKeyComparer<TKey>
{
    private readonly TKey _key = key;

    public uint Hash { get; } = TComparer.Hash(key);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Matches(TKey key) => TComparer.Equals(key, _key);
}
