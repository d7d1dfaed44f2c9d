namespace GenTracker.Generators.Surfaces;

/// <summary>A hash of 64 bits, well mixed: two different texts have the same one about as often as a machine errs.</summary>
internal static class Fingerprint
{
    /// <summary>Where a hash begins.</summary>
    public const ulong Seed = 0x9E3779B97F4A7C15;

    /// <summary>Adds a number.</summary>
    /// <param name="hash">The hash so far.</param>
    /// <param name="value">The number.</param>
    /// <returns>The hash.</returns>
    public static ulong With(this ulong hash, ulong value)
    {
        unchecked
        {
            hash = (hash ^ value) * 0xD6E8FEB86659FD93;
            return hash ^ (hash >> 32);
        }
    }

    /// <summary>Adds a text.</summary>
    /// <param name="hash">The hash so far.</param>
    /// <param name="text">The text.</param>
    /// <returns>The hash.</returns>
    public static ulong With(this ulong hash, string text)
    {
        unchecked
        {
            ulong inner = Seed + (ulong)text.Length;
            foreach (char letter in text) inner = ((inner ^ letter) * 0x9FB21C651E98DF25) ^ (inner >> 29);
            return hash.With(inner);
        }
    }
}
