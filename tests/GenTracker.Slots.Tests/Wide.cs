namespace GenTracker.Slots.Tests;

/// <summary>32 bytes without references, that are all the same number unless read torn.</summary>
internal readonly record struct Wide(long A, long B, long C, long D)
{
    public bool IsConsistent => A == B && B == C && C == D;

    public static Wide FromSeed(long number) => new(number, number, number, number);
}
