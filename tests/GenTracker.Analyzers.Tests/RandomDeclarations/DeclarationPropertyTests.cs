using System.Globalization;
using GenTracker.Generators;
using Xunit.Abstractions;

namespace GenTracker.Analyzers.Tests.RandomDeclarations;

/// <summary>
/// The promise of all declaration rules together: for every declaration, either the generated code compiles without a warning, or a GT error is
/// reported; and the generator and the analyzers report the same.
/// </summary>
/// <remarks>
/// <c>GENTRACKER_DECLARATIONS=100000 GENTRACKER_SEED=7 dotnet test tests/GenTracker.Analyzers.Tests --filter FullyQualifiedName~DeclarationProperty</c>
/// checks more declarations, from another seed.
/// </remarks>
public class DeclarationPropertyTests(ITestOutputHelper output)
{
    private const int BatchSize = 150;

    private static readonly int Count = Setting("GENTRACKER_DECLARATIONS", 300);

    private static readonly int Seed = Setting("GENTRACKER_SEED", 1);

    [Fact]
    public async Task Every_declaration_compiles_or_is_reported()
    {
        Dictionary<Outcome, int> outcomes = [];
        HashSet<string> reported = [];
        Dictionary<string, (int Drawn, int Compiled)> features = RandomDeclaration.Features.ToDictionary(static feature => feature, static _ => (0, 0));
        for (int start = 0; start < Count; start += BatchSize)
        {
            LanguageVersion language = Language(start / BatchSize);
            Choices[] cases =
            [
                .. Enumerable.Range(start, Math.Min(BatchSize, Count - start)).Select(static index => Choices.FromSeed(unchecked((Seed * 1_000_003) + index))),
            ];
            CheckedDeclarations declarations = await CheckedDeclarations.CheckAsync(cases, new TrackerGenerator(), language);
            reported.UnionWith(declarations.ReportedIds);
            foreach ((int index, Outcome outcome) in declarations.Outcomes.Index())
            {
                foreach (string feature in declarations.Features[index])
                {
                    (int drawn, int compiled) = features[feature];
                    features[feature] = (drawn + 1, outcome == Outcome.Compiles ? compiled + 1 : compiled);
                }

                outcomes[outcome] = outcomes.GetValueOrDefault(outcome) + 1;
                if (outcome is Outcome.Disagreement or Outcome.Unreported)
                {
                    string smallest = await DescribeSmallestAsync(cases[index].Recorded, outcome, new TrackerGenerator(), language);
                    Assert.Fail($"Seed {Seed}, declaration {start + index}:\n{smallest}");
                }
            }
        }

        // The declarations must be useful: a sixth of them is correct, most are wrong, few are rejected by the compiler itself.
        string shares = string.Join(", ", outcomes.Select(static pair => $"{pair.Value} {pair.Key}"));
        Assert.True(outcomes.GetValueOrDefault(Outcome.Compiles) > Count / 12, shares);
        Assert.True(outcomes.GetValueOrDefault(Outcome.Reported) > Count / 4, shares);
        Assert.True(outcomes.GetValueOrDefault(Outcome.RejectedByCompiler) < Count / 5, shares);
        IEnumerable<string> counts =
            features.Select(static pair => $"{pair.Value.Drawn,5} drawn, {pair.Value.Compiled,5} compile: {pair.Key}");
        output.WriteLine($"{shares}\n{string.Join('\n', counts)}");

        // Fewer do not have everything.
        if (Count < 300) return;
        Assert.All(features, static pair => Assert.True(pair.Value.Drawn > 0, $"No declaration has this: {pair.Key}"));
        Assert.Superset(new HashSet<string> { "GT0001", "GT0002", "GT0003", "GT0004", "GT0005", "GT0006", "GT0007", "GT0008" }, reported);
    }

    /// <summary>Random declarations have each feature, but rarely where everything else compiles too. So a plain class is constructed for each.</summary>
    [Fact]
    public async Task Every_feature_compiles_in_a_declaration()
    {
        string[] features = [.. RandomDeclaration.Features];

        CheckedDeclarations declarations = await CheckedDeclarations.CheckAsync(
            [.. features.Select(static feature => (Choices.Replay([]), (string?)feature))], new TrackerGenerator(), LanguageVersion.CSharp13);

        IEnumerable<string> uncovered = features.Index()
            .Where(pair => !declarations.Features[pair.Index].Contains(pair.Item) || declarations.Of(pair.Index) != Outcome.Compiles)
            .Select(pair => $"{pair.Item}: {declarations.Describe(pair.Index)}");
        Assert.True(!uncovered.Any(), "No declaration that compiles has these features.\n" + string.Join('\n', uncovered));
    }

    [Fact]
    public async Task A_generator_that_generates_nothing_is_caught_by_a_minimal_class()
    {
        Choices[] cases = [.. Enumerable.Range(0, 150).Select(Choices.FromSeed)];
        CheckedDeclarations declarations = await CheckedDeclarations.CheckAsync(cases, new EmptyGenerator(), LanguageVersion.CSharp13);
        Assert.Contains(Outcome.Disagreement, declarations.Outcomes);
        Assert.Contains(Outcome.Unreported, declarations.Outcomes);
        int unreported = declarations.Outcomes.ToList().IndexOf(Outcome.Unreported);

        string smallest = await DescribeSmallestAsync(cases[unreported].Recorded, Outcome.Unreported, new EmptyGenerator(), LanguageVersion.CSharp13);

        Assert.True(
            smallest.Split('\n').Count(static line => line.StartsWith("    [TrackedAttr]", StringComparison.Ordinal)) == 1
            && smallest.Contains("\n[Tracker]\n", StringComparison.Ordinal)
            && smallest.Contains("CS9248", StringComparison.Ordinal),
            smallest);
    }

    private static async Task<string> DescribeSmallestAsync(
        IReadOnlyList<int> choices, Outcome outcome, IIncrementalGenerator generator, LanguageVersion language)
    {
        // The outcome must stay the same: a case that fails in another way is another case.
        IReadOnlyList<int> smallest = await Shrinker.SmallestAsync(
            choices, async candidates => (await CheckAsync(candidates)).Outcomes.ToList().IndexOf(outcome));
        return (await CheckAsync([smallest])).Describe(0);

        Task<CheckedDeclarations> CheckAsync(IReadOnlyList<IReadOnlyList<int>> candidates) =>
            CheckedDeclarations.CheckAsync([.. candidates.Select(Choices.Replay)], generator, language);
    }

    /// <summary>The oldest language version that has partial properties, and the newest.</summary>
    private static LanguageVersion Language(int batch) => batch % 2 == 0 ? LanguageVersion.CSharp13 : LanguageVersion.Preview;

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out int value) ? value : otherwise;

    private sealed class EmptyGenerator : IIncrementalGenerator
    {
        public void Initialize(IncrementalGeneratorInitializationContext context)
        {
        }
    }
}
