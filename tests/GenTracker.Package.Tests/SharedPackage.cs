using Xunit;

namespace GenTracker.Package.Tests;

/// <summary>The tests that share one packed package.</summary>
[CollectionDefinition(nameof(PackedPackage))]
public sealed class SharedPackage : ICollectionFixture<PackedPackage>;
