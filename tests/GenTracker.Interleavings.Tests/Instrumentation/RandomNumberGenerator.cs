using System;

namespace GenTracker.Instrumentation;

/// <summary>The same bytes in each process: the secrets of hashes decide the cells of keys, and so the steps.</summary>
internal static class RandomNumberGenerator
{
    private static byte _next;

    public static void Fill(Span<byte> bytes)
    {
        foreach (ref byte each in bytes)
            each = _next += 37;
    }
}
