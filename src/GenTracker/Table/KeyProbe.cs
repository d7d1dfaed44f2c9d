using System.Runtime.CompilerServices;

namespace GenTracker.Table;

internal readonly struct KeyProbe<TKey, TComparer>(TKey key, uint hash) : IProbe<TKey>
    where TKey : notnull
    where TComparer : struct, IKeyComparer<TKey>
{
    private readonly TKey _key = key;

    public uint Hash => hash;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Matches(TKey key) => TComparer.Equals(key, _key);
}
