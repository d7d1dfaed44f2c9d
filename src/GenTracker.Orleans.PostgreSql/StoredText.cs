using System;
using System.Text;

namespace GenTracker.Orleans.PostgreSql;

/// <summary>Checks texts before they are sent: one that PostgreSQL refuses would fail the calls of others in the same batch.</summary>
internal static class StoredText
{
    // Of the columns of a primary key, whose entries in an index have room for 2,704 bytes.
    private const int MaxKeyBytes = 1_800;
    private const int MaxNameBytes = 250;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <exception cref="ClusterException">The key cannot be stored; nothing was done.</exception>
    public static void ThrowIfNotStorable(string tracker, string key)
    {
        if (FindProblem(tracker, MaxNameBytes) is { } trackerProblem)
            throw new ClusterException($"The store in PostgreSQL cannot keep the tracker's name: it {trackerProblem}.", tracker, key);
        if (FindProblem(key, MaxKeyBytes) is { } keyProblem)
            throw new ClusterException($"The store in PostgreSQL cannot keep this key of {tracker}: it {keyProblem}. Use another text.", tracker, key);
    }

    /// <summary>Checks a name that is no tracker's and no key.</summary>
    /// <exception cref="ArgumentException">It cannot be stored.</exception>
    public static void ThrowIfNotStorable(string name, string parameter, string what)
    {
        ArgumentException.ThrowIfNullOrEmpty(name, parameter);
        if (FindProblem(name, MaxNameBytes) is { } problem)
            throw new ArgumentException($"The store in PostgreSQL cannot keep {what}: it {problem}.", parameter);
    }

    private static string? FindProblem(string text, int maxBytes)
    {
        if (text.Contains('\0', StringComparison.Ordinal))
            return "contains the character U+0000";
        try
        {
            int bytes = Utf8.GetByteCount(text);
            return bytes > maxBytes ? $"takes {bytes} bytes in UTF-8, and at most {maxBytes} fit" : null;
        }
        catch (EncoderFallbackException)
        {
            return "contains half of a surrogate pair";
        }
    }
}
