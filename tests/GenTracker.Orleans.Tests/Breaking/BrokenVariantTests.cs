using System.Linq;
using GenTracker.Orleans.Tests.Cluster;
using GenTracker.Orleans.Tests.Model;
using Xunit;

namespace GenTracker.Orleans.Tests.Breaking;

/// <summary>The model finds what is wrong. It keeps a processor busy, so no cluster runs beside it, whose leases are short.</summary>
[Collection(nameof(TestCluster))]
public sealed class BrokenVariantTests
{
    private static readonly VariantCompiler Compiler = new();

    public static TheoryData<string> Names => [.. BrokenVariants.All.Select(static variant => variant.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_broken_variant_is_found(string name)
    {
        BrokenVariant variant = BrokenVariants.All.Single(variant => variant.Name == name);

        Assert.NotNull(Compiler.FindBroken(variant.Edits, OwningModelTests.FirstSeed, OwningModelTests.Histories));
    }

    [Fact]
    public void Nothing_is_found_in_the_sources_as_they_are() =>
        Assert.Null(Compiler.FindBroken([], OwningModelTests.FirstSeed, OwningModelTests.Histories / 6));
}
