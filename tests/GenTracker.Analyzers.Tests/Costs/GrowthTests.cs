using GenTracker.CompilerCosts.Subjects;

namespace GenTracker.Analyzers.Tests.Costs;

/// <summary>
/// The work of the rules grows in proportion to the program. The tests count steps: calls, lambdas and loop iterations, without the platform's own
/// work in a call.
/// </summary>
public class GrowthTests
{
    // For a doubled program, a linear rule takes 2 times as many steps, and a rule that walks everything at each place takes 4 times as many.
    private const double Most = 2.3;

    private const int Few = 5;

    private static readonly Lazy<CountedRules> Rules = new(static () => new CountedRules());

    [Theory]
    [InlineData(nameof(TrackedClasses))]
    [InlineData(nameof(Methods))]
    [InlineData(nameof(Statements))]
    [InlineData(nameof(Attributes))]
    public async Task Steps_grow_in_proportion_to_the_program(string shape)
    {
        double growth = await GrowthAsync(Rules.Value, shape);

        Assert.True(growth < Most, $"For twice as many {shape} the rules take {growth:0.00} times as many steps.");
    }

    [Fact]
    public async Task A_quadratic_rule_is_caught()
    {
        CountedRules rules = new(Quadratic);
        Assert.Equal(Rules.Value.Count + 1, rules.Count);

        double growth = await GrowthAsync(rules, nameof(Statements));

        Assert.True(growth >= Most, $"The steps grow only {growth:0.00} times.");
    }

    private static async Task<double> GrowthAsync(CountedRules rules, string shape)
    {
        // The first run fills the caches.
        await rules.StepsAsync(Program(shape, 1));
        long[] steps =
        [
            await rules.StepsAsync(Program(shape, Few)), await rules.StepsAsync(Program(shape, 2 * Few)), await rules.StepsAsync(Program(shape, 4 * Few))
        ];
        Assert.True(steps[1] - steps[0] > Few, $"{string.Join(", ", steps)} steps: the added code does not concern the rules.");
        return (double)(steps[2] - steps[1]) / (steps[1] - steps[0]);
    }

    private static Compilation Program(string shape, int size)
    {
        SyntaxTree[] files = shape switch
        {
            nameof(TrackedClasses) => TrackedClasses(size),
            nameof(Methods) => Methods(size),
            nameof(Statements) => Statements(size),
            _ => Attributes(size),
        };
        Compilation program = SyntheticProgram.Generate(TestProject.Platform, files);
        Assert.DoesNotContain(program.GetDiagnostics(), static found => found.Severity == DiagnosticSeverity.Error);
        return program;
    }

    private static SyntaxTree[] TrackedClasses(int size) =>
        [.. SyntheticProgram.Many(size, SyntheticProgram.Tracker), .. SyntheticProgram.Many(size, SyntheticProgram.Use)];

    private static SyntaxTree[] Methods(int size) =>
        [SyntheticProgram.Tracker(0), Using(Repeated(size, static index => $"public async Task M{index}Async(string name) {{ {Body} }}"))];

    private static SyntaxTree[] Statements(int size) =>
        [SyntheticProgram.Tracker(0), Using($"public async Task MAsync(string name) {{ {Repeated(size, static _ => $"{{ {Body} }}")} }}")];

    private static SyntaxTree[] Attributes(int size)
    {
        string members = Repeated(size, static index =>
            $"[TrackedAttr] public partial int A{index} {{ get; set; }} public void B{index}() => A{index} = A{index} + 1;");
        return [SyntheticProgram.Parse("Wide.cs", $"using GenTracker; [Tracker] public partial class Wide {{ {members} }}")];
    }

    /// <summary>Correct uses and misuses.</summary>
    private const string Body = """
        if (streams.Find(name) is { } stream)
        {
            stream.IncrementBytesIn(188);
            stream.Load = stream.Load + 1;
            for (int i = 0; i < 3; i++) stream.Title = streams.Find("a")?.Title ?? name.Substring(1);
            if (stream.Viewers > 5) stream.IncrementBytesIn(-1);
        }

        streams.FindOrOpenAsync(name, new Source0()).GetAwaiter().GetResult();
        Func<Task> later = async () => { if (streams.Find(name) is null) await streams.FindOrOpenAsync(name, new Source0()); };
        await later();
        await streams.StopAsync(name);
        """;

    private static SyntaxTree Using(string members) => SyntheticProgram.Parse("Using.cs", $$"""
        using System;
        using System.Threading.Tasks;
        using GenTracker;

        namespace App.Streams;

        public sealed class Server(Stream0Tracker streams)
        {
            {{members}}
        }
        """);

    private static string Repeated(int size, Func<int, string> text) => string.Join('\n', Enumerable.Range(0, size).Select(text));

    private const string Quadratic = """
        using System.Collections.Immutable;
        using Microsoft.CodeAnalysis;
        using Microsoft.CodeAnalysis.Diagnostics;
        using Microsoft.CodeAnalysis.Operations;

        [DiagnosticAnalyzer(LanguageNames.CSharp)]
        public sealed class QuadraticAnalyzer : DiagnosticAnalyzer
        {
            private static readonly DiagnosticDescriptor Rule = new("QUADRATIC", "Quadratic", "Quadratic", "Quadratic", DiagnosticSeverity.Info, true);

            public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Rule);

            public override void Initialize(AnalysisContext context)
            {
                context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
                context.RegisterOperationAction(
                    static found =>
                    {
                        IOperation root = found.Operation;
                        while (root.Parent is { } parent) root = parent;
                        foreach (IOperation other in root.Descendants())
                        {
                            _ = other;
                        }
                    },
                    OperationKind.Invocation);
            }
        }
        """;
}
