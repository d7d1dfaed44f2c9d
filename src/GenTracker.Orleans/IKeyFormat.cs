using System;

namespace GenTracker.Orleans;

/// <summary>
/// The text of the keys of a clustered class, for keys whose type has none that can be parsed: <see cref="ClusteredAttribute.KeyFormat"/> names it. Nodes,
/// clients and the store know each key by its text. One instance is shared by all threads.
/// </summary>
/// <typeparam name="TKey">The type of the keys.</typeparam>
public interface IKeyFormat<TKey>
{
    /// <summary>Writes a key as text: the same on each machine, and another one for each key.</summary>
    /// <param name="key">The key.</param>
    /// <returns>The text, which is not empty.</returns>
    string Format(TKey key);

    /// <summary>Reads a key from its text.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The key that has this text.</returns>
    /// <exception cref="FormatException">The text is that of no key.</exception>
    TKey Parse(string text);
}
