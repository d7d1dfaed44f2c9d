using System.Linq;
using GenTracker.Table;

namespace GenTracker.Tests.Table;

/// <summary>A key whose hash code, and so whose place in the table, a test chooses.</summary>
internal readonly record struct Placed(int Number, int Code)
{
    /// <summary>A hash code whose probes begin at so many hundredths of the table.</summary>
    public static int CodeAt(int hundredths) =>
        Enumerable.Range(0, int.MaxValue).First(code => (int)(KeyHash.Compute((uint)code) * 100L >> 32) == hundredths);

    public override int GetHashCode() => Code;
}
