using System;

namespace GenTracker.Table;

/// <summary>Compares and hashes keys. Implemented by structs, so that the JIT compiles the table for each of them.</summary>
internal interface IKeyComparer<TKey>
    where TKey : notnull
{
    /// <summary>Reads a key that another thread may be writing. The result may be torn. Later reads stay behind this one.</summary>
    static abstract TKey Read(ref readonly TKey location);

    static abstract uint Hash(TKey key);

    static abstract bool Equals(TKey left, TKey right);

    /// <summary>Compares without a call if it can. <see langword="false"/> means that only <see cref="Equals(TKey, TKey)"/> can tell.</summary>
    static abstract bool EqualsInline(TKey left, TKey right);

    /// <summary>Hash of the string key with these characters. Other keys do not support it.</summary>
    static abstract uint Hash(ReadOnlySpan<char> characters);

    /// <summary>Compares a string key with characters. Other keys do not support it.</summary>
    static abstract bool Equals(TKey key, ReadOnlySpan<char> characters);
}
