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

    public static TheoryData<int> Numbers => [.. Enumerable.Range(0, BrokenVariants.All.Count)];

    [Theory]
    [MemberData(nameof(Numbers))]
    public void A_broken_runtime_is_caught(int number)
    {
        BrokenVariant variant = BrokenVariants.All[number];

        ExplorationResult result = Compiler.Compile(variant.Scenario, variant.Edits).Sample(Effort.Seed, Effort.Distinct);

        output.WriteLine($"{variant.Promise} | {variant.Scenario} | {(result.FailingSeed is { } seed ? $"seed {seed}" : "without any switching")} | {result.Failure?.Message.Split('\n')[0]}");
        Assert.True(result.Failure is not null, $"{variant.Promise}: not caught. {result}");
    }

    [Fact]
    public void A_struct_is_never_torn_when_it_is_copied_field_by_field()
    {
        Exploration exploration = Compiler.Compile("seqlock slot: three fields", BrokenVariants.FieldByField);

        foreach (ExplorationResult result in (ExplorationResult[])[exploration.Sample(Effort.Seed, Effort.Distinct), exploration.Exhaust(preemptions: 2, Effort.Distinct)])
        {
            output.WriteLine(result.ToString());
            result.ThrowIfBroken();
        }
    }
}
