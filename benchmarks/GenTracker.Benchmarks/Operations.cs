namespace GenTracker.Benchmarks;

/// <summary>Number of operations in one call of a benchmark. The report shows the cost of one operation.</summary>
internal static class Operations
{
    public const int Each = 4_096;
}
