using Xunit;

namespace GenTracker.Costs.Tests;

/// <summary>Tests that measure the whole process's memory, and so must be alone in it.</summary>
[CollectionDefinition(nameof(OneAtATime), DisableParallelization = true)]
public sealed class OneAtATime;
