using System;

namespace GenTracker.Instrumentation;

/// <summary>The same bytes in every process: the secrets of hashes decide in which cells keys lie, and so which steps there are.</summary>
internal static class RandomNumberGenerator
{
    private static byte _next;

    public static void Fill(Span<byte> bytes)
    {
        foreach (ref byte each in bytes)
            each = _next += 37;
    }
}
