using System;

namespace GenTracker.Table;

/// <summary>How keys compare and hash. A struct, so that the table's loops are compiled for it.</summary>
internal interface IKeyComparer<TKey>
    where TKey : notnull
{
    /// <summary>Reads a key that others may be writing, before any read behind the call. What is read may be torn.</summary>
    static abstract TKey Read(ref readonly TKey place);

    static abstract uint Hash(TKey key);

    static abstract bool Equals(TKey left, TKey right);

    /// <summary>Whether the keys are equal, where that can be seen without a call; false where it cannot.</summary>
    static abstract bool IsSurely(TKey left, TKey right);

    /// <summary>The hash of the key that has these characters. Only of string keys.</summary>
    static abstract uint Hash(ReadOnlySpan<char> characters);

    /// <summary>Whether the key has these characters. Only of string keys.</summary>
    static abstract bool Equals(TKey key, ReadOnlySpan<char> characters);
}
