namespace GenTracker.Benchmarks;

/// <summary>How many operations one call of a benchmark does: what is reported is the cost of one of them.</summary>
internal static class Operations
{
    public const int Each = 4_096;
}
