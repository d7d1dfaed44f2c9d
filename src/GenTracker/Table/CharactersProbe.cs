using System;
using System.Runtime.CompilerServices;

namespace GenTracker.Table;

internal readonly ref struct CharactersProbe<TKey, TComparer>(ReadOnlySpan<char> characters) : IProbe<TKey>
    where TKey : notnull
    where TComparer : struct, IKeyComparer<TKey>
{
    private readonly ReadOnlySpan<char> _characters = characters;

    public uint Hash { get; } = TComparer.Hash(characters);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Matches(TKey key) => TComparer.Equals(key, _characters);
}
