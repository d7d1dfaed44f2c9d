using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;
using GenTracker.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace GenTracker.Analyzers.Tests.RandomDeclarations;

/// <summary>
/// The promise of all declaration rules together: whatever somebody declares, either what is generated compiles without a warning, or at
/// least one GT error stands there; and the generator and the analyzers say the same.
/// </summary>
/// <remarks>
/// <c>GENTRACKER_DECLARATIONS=100000 GENTRACKER_SEED=7 dotnet test tests/GenTracker.Analyzers.Tests --filter FullyQualifiedName~DeclarationProperty</c>
/// tries more, and others.
/// </remarks>
public class DeclarationPropertyTests
{
    private const int BatchSize = 150;

    private static readonly int Count = Setting("GENTRACKER_DECLARATIONS", 300);

    private static readonly int Seed = Setting("GENTRACKER_SEED", 1);

    [Fact]
    public async Task Every_declaration_compiles_or_is_told_of()
    {
        Dictionary<Verdict, int> verdicts = [];
        HashSet<string> told = [];
        for (int start = 0; start < Count; start += BatchSize)
        {
            LanguageVersion language = Language(start / BatchSize);
            Choices[] cases = [.. Enumerable.Range(start, Math.Min(BatchSize, Count - start)).Select(static index => Choices.Drawn(unchecked((Seed * 1_000_003) + index)))];
            Judgement judgement = await Judgement.OfAsync(cases, new TrackerGenerator(), language);
            told.UnionWith(judgement.ToldIds);
            foreach ((int index, Verdict verdict) in judgement.Verdicts.Index())
            {
                verdicts[verdict] = verdicts.GetValueOrDefault(verdict) + 1;
                if (verdict is Verdict.Disagreement or Verdict.Untold)
                {
                    Assert.Fail($"Seed {Seed}, declaration {start + index}:\n{await DescribeSmallestAsync(cases[index].Made, verdict, new TrackerGenerator(), language)}");
                }
            }
        }

        // What is drawn must be worth being drawn: much of it sound, much of it wrong, little that the compiler refuses by itself.
        string shares = string.Join(", ", verdicts.Select(static pair => $"{pair.Value} {pair.Key}"));
        Assert.True(verdicts.GetValueOrDefault(Verdict.Sound) > Count / 8, shares);
        Assert.True(verdicts.GetValueOrDefault(Verdict.Told) > Count / 4, shares);
        Assert.True(verdicts.GetValueOrDefault(Verdict.RefusedByCompiler) < Count / 5, shares);
        Assert.Superset(new HashSet<string> { "GT0001", "GT0002", "GT0003", "GT0004", "GT0005", "GT0006", "GT0007", "GT0008" }, told);
    }

    [Fact]
    public async Task A_generator_that_forgets_everything_is_found_out_by_a_class_with_one_attribute()
    {
        Choices[] cases = [.. Enumerable.Range(0, 60).Select(Choices.Drawn)];
        Judgement judgement = await Judgement.OfAsync(cases, new ForgetfulGenerator(), LanguageVersion.CSharp13);
        Assert.Contains(Verdict.Disagreement, judgement.Verdicts);
        Assert.Contains(Verdict.Untold, judgement.Verdicts);
        int untold = judgement.Verdicts.ToList().IndexOf(Verdict.Untold);

        string smallest = await DescribeSmallestAsync(cases[untold].Made, Verdict.Untold, new ForgetfulGenerator(), LanguageVersion.CSharp13);

        Assert.True(
            smallest.Split('\n').Count(static line => line.StartsWith("    [TrackedAttr]", StringComparison.Ordinal)) == 1
            && smallest.Contains("\n[Tracker]\n", StringComparison.Ordinal)
            && smallest.Contains("CS9248", StringComparison.Ordinal),
            smallest);
    }

    private static async Task<string> DescribeSmallestAsync(IReadOnlyList<int> choices, Verdict verdict, IIncrementalGenerator generator, LanguageVersion language)
    {
        // The verdict is kept: a case that fails in another way is another case.
        IReadOnlyList<int> smallest = await Shrinking.SmallestAsync(choices, async candidates => (await JudgeAsync(candidates)).Verdicts.ToList().IndexOf(verdict));
        return (await JudgeAsync([smallest])).Describe(0);

        Task<Judgement> JudgeAsync(IReadOnlyList<IReadOnlyList<int>> candidates) => Judgement.OfAsync([.. candidates.Select(Choices.Replayed)], generator, language);
    }

    /// <summary>The oldest language that has partial properties, and the newest.</summary>
    private static LanguageVersion Language(int batch) => batch % 2 == 0 ? LanguageVersion.CSharp13 : LanguageVersion.Preview;

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out int value) ? value : otherwise;

    private sealed class ForgetfulGenerator : IIncrementalGenerator
    {
        public void Initialize(IncrementalGeneratorInitializationContext context)
        {
        }
    }
}
