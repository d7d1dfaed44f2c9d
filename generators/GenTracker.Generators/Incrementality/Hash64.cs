namespace GenTracker.Generators.Incrementality;

/// <summary>A 64-bit hash, well mixed, so that two different inputs practically never collide. It is the same in every process.</summary>
internal static class Hash64
{
    /// <summary>The hash of nothing.</summary>
    public const ulong Seed = 0x9E3779B97F4A7C15;

    /// <summary>Adds a number to the hash.</summary>
    public static ulong Combine(this ulong hash, ulong value)
    {
        unchecked
        {
            hash = (hash ^ value) * 0xD6E8FEB86659FD93;
            return hash ^ (hash >> 32);
        }
    }

    /// <summary>Adds a text to the hash.</summary>
    public static ulong Combine(this ulong hash, string text)
    {
        unchecked
        {
            ulong inner = Seed + (ulong)text.Length;
            foreach (char letter in text) inner = ((inner ^ letter) * 0x9FB21C651E98DF25) ^ (inner >> 29);
            return hash.Combine(inner);
        }
    }
}
