using System.Linq;
using GenTracker.Interleavings.Breaking;
using GenTracker.Interleavings.Support;
using GenTracker.Testing;
using Xunit;
using Xunit.Abstractions;

namespace GenTracker.Interleavings;

public class BrokenVariantTests(ITestOutputHelper output)
{
    private static readonly VariantCompiler Compiler = new();

    public static TheoryData<string> Names => [.. BrokenVariants.All.Select(static variant => variant.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_broken_runtime_is_caught(string name)
    {
        BrokenVariant variant = BrokenVariants.All.Single(variant => variant.Name == name);

        ExplorationResult result = Compiler.Compile(variant.Scenario, variant.Edits).Sample(ExplorationSize.Seed, ExplorationSize.Variant);

        string where = result.FailingSeed is { } seed ? $"seed {seed}" : "without any switching";
        output.WriteLine($"{name} | {variant.Scenario} | {where} | {result.Failure?.Message.Split('\n')[0]}");
        Assert.True(result.Failure is not null, $"{name}: not caught. {result}");
    }

    [Theory]
    [InlineData("seqlock slot: three fields")]
    [InlineData("indexed slot: three fields")]
    public void A_struct_is_never_torn_when_it_is_copied_field_by_field(string scenario)
    {
        Exploration exploration = Compiler.Compile(scenario, BrokenVariants.FieldByField);

        Report(exploration.Sample(ExplorationSize.Seed, ExplorationSize.Distinct));
        Report(exploration.Exhaust(preemptions: 2, ExplorationSize.Distinct));
    }

    [Fact]
    public void Nothing_is_caught_in_the_runtime_of_the_variants_if_none_is_chosen() =>
        Report(Compiler.Compile("reopen/open", []).Sample(ExplorationSize.Seed, ExplorationSize.Distinct));

    private void Report(ExplorationResult result)
    {
        output.WriteLine(result.ToString());
        result.ThrowIfBroken();
    }
}
