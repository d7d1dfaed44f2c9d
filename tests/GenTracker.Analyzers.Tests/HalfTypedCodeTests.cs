using System.Collections.Immutable;
using GenTracker.Analyzers.Tests.FixedCode;
using GenTracker.Analyzers.Tests.RulePages;
using GenTracker.Generators.Diagnostics;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CodeRefactorings;
using Microsoft.CodeAnalysis.Text;

namespace GenTracker.Analyzers.Tests;

/// <summary>
/// While code is typed, most of the time it does not compile. The generator, the rules, the fixes and the refactorings throw at none of it: an editor would
/// show their exceptions, or turn them off.
/// </summary>
public class HalfTypedCodeTests
{
    private const int VariantsOfEach = 2;

    private static readonly string[] Typed = [".", "(", "<", "=", "[", "{", ";", "await ", "new ", "\"", "=>", "?.", "!"];

    public static TheoryData<string> Rules =>
    [
        .. Components.Analyzers.SelectMany(static rule => rule.SupportedDiagnostics)
            .Select(static rule => rule.Id)
            .Where(static id => id.StartsWith("GT", StringComparison.Ordinal))
            .Distinct()
            .Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Rules))]
    public async Task Nothing_throws_at_an_example_of_a_rule(string id)
    {
        foreach ((int index, (string code, LanguageVersion language)) in RulePage.Read(id).Blocks("Violates").Index())
        {
            await AssertNothingThrowsAsync(code, language, seed: index, prefix: "");
        }
    }

    [Fact]
    public async Task Nothing_throws_at_a_misuse()
    {
        foreach ((int index, Misuse misuse) in Misuse.All.Index())
        {
            string member = misuse.IsInRun ? Places.Runs[0] : Places.Members[0];
            string text = misuse.IsExpression ? Places.PlainExpression.Replace(Places.Hole, misuse.Text, StringComparison.Ordinal) : misuse.Text;
            string code = "using System;\nusing System.Collections.Generic;\nusing System.IO;\nusing System.Threading;\nusing System.Threading.Tasks;\n"
                + "using GenTracker;\n" + member.Replace(Places.Hole, text, StringComparison.Ordinal);
            await AssertNothingThrowsAsync(code, LanguageVersion.Preview, index, Places.Environment + TestProject.FileSeparator);
        }
    }

    private static async Task AssertNothingThrowsAsync(string code, LanguageVersion language, int seed, string prefix)
    {
        Random random = new(seed);
        SyntaxToken[] tokens = [.. (await CSharpSyntaxTree.ParseText(code, new CSharpParseOptions(language)).GetRootAsync()).DescendantTokens()];
        for (int i = 0; i < VariantsOfEach; i++)
        {
            TextSpan token = tokens[random.Next(1, tokens.Length)].Span;
            string typed = random.Next(4) switch
            {
                0 => code[..token.Start],
                1 => code.Remove(token.Start, token.Length),
                2 => code.Insert(token.Start, random.GetItems(Typed, 1)[0]),
                _ => code[..token.Start] + random.GetItems(Typed, 1)[0] + "\n}",
            };
            try
            {
                await RunAsync(TestProject.Create(prefix + typed, language), token.Start);
            }
            catch (Exception exception)
            {
                Assert.Fail($"{exception}\nat\n{typed}");
            }
        }
    }

    private static async Task RunAsync(Project project, int caret)
    {
        Analysis analysis = await Analysis.RunAsync(project);
        Assert.DoesNotContain(
            analysis.FromAnalyzers.Concat(analysis.FromGenerator), static found => found.Id == "AD0001" || found.Id == DiagnosticDescriptors.InternalError.Id);
        List<CodeAction> actions = [];
        foreach (Diagnostic diagnostic in analysis.Reported)
        {
            Document document = project.GetDocument(diagnostic.Location.SourceTree)!;
            foreach (CodeFixProvider fix in Components.Fixes.Where(fix => fix.FixableDiagnosticIds.Contains(diagnostic.Id)))
            {
                await fix.RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (action, _) => actions.Add(action), CancellationToken.None));
            }
        }

        foreach (CodeRefactoringProvider refactoring in Components.Refactorings)
        {
            Document document = project.Documents.Last();
            TextSpan place = new(Math.Min(caret, (await document.GetTextAsync()).Length), 0);
            await refactoring.ComputeRefactoringsAsync(new CodeRefactoringContext(document, place, actions.Add, CancellationToken.None));
        }

        foreach (CodeAction action in actions)
        {
            ImmutableArray<CodeActionOperation> operations = await action.GetOperationsAsync(CancellationToken.None);
            Assert.NotEmpty(operations);
        }
    }
}
