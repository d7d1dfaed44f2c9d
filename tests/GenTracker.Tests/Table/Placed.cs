using System.Linq;
using GenTracker.Table;

namespace GenTracker.Tests.Table;

/// <summary>A key whose test chooses the hash code and so the cell.</summary>
internal readonly record struct Placed(int Number, int Code)
{
    /// <summary>A hash code whose probe starts at a percentage of the table.</summary>
    public static int CodeAt(int hundredths) =>
        Enumerable.Range(0, int.MaxValue).First(code => (int)(KeyHash.Compute((uint)code) * 100L >> 32) == hundredths);

    public override int GetHashCode() => Code;
}
