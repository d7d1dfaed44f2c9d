using Xunit;

namespace GenTracker.Analyzers.Tests.Costs;

/// <summary>Tests that measure what the whole process allocates, and so must be alone in it.</summary>
[CollectionDefinition(nameof(OneAtATime), DisableParallelization = true)]
public sealed class OneAtATime;
