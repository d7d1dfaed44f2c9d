namespace GenTracker.Slots.Tests;

/// <summary>A struct of 32 bytes without references. Its fields are equal unless a read is torn.</summary>
internal readonly record struct Wide(long A, long B, long C, long D)
{
    public bool IsConsistent => A == B && B == C && C == D;

    public static Wide FromSeed(long number) => new(number, number, number, number);
}
