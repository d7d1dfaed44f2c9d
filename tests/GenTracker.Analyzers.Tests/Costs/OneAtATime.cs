namespace GenTracker.Analyzers.Tests.Costs;

/// <summary>Tests that measure the allocations of the whole process, so no other test may run at the same time.</summary>
[CollectionDefinition(nameof(OneAtATime), DisableParallelization = true)]
public sealed class OneAtATime;
