using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Analyzers.Tests.Harness;
using GenTracker.Analyzers.Tests.Usage;
using GenTracker.CodeFixes.Usage;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Xunit;

namespace GenTracker.Analyzers.Tests;

/// <summary>Fixing all reaches as far as it was asked to, and no farther: two projects, of which the first has two files.</summary>
public class FixAllTests
{
    private const string Wrong = "room.Players++;";
    private const string Right = "room.IncrementPlayers();";

    [Theory]
    [InlineData(FixAllScope.Document, true, false, false)]
    [InlineData(FixAllScope.Project, true, true, false)]
    [InlineData(FixAllScope.Solution, true, true, true)]
    public async Task It_cures_what_it_was_asked_to(FixAllScope scope, bool first, bool second, bool other)
    {
        Project one = TestProject.Of(UsageCode.InMethod(Wrong) + TestProject.FileSeparator + Elsewhere(Wrong));
        Project two = one.Solution.AddProject("Other", "Other", LanguageNames.CSharp)
            .WithParseOptions(one.ParseOptions!)
            .WithCompilationOptions(one.CompilationOptions!)
            .WithMetadataReferences(one.MetadataReferences)
            .WithAnalyzerReferences(one.AnalyzerReferences)
            .AddDocument("File0.cs", UsageCode.InMethod(Wrong), filePath: "/Other/File0.cs").Project;
        one = two.Solution.GetProject(one.Id)!;
        List<Diagnostic> found = [.. (await Analysis.OfAsync(one)).FromAnalyzers, .. (await Analysis.OfAsync(two)).FromAnalyzers];
        AtomicChangeCodeFix fix = new();
        FixAllContext context = new(one.Documents.First(), fix, scope, nameof(AtomicChangeCodeFix), fix.FixableDiagnosticIds, new FoundDiagnostics(found), CancellationToken.None);

        CodeAction? action = await fix.GetFixAllProvider().GetFixAsync(context);

        ImmutableArray<CodeActionOperation> operations = await action!.GetOperationsAsync(CancellationToken.None);
        Solution cured = operations.OfType<ApplyChangesOperation>().Single().ChangedSolution;
        Assert.Equal(
            UsageCode.InMethod(first ? Right : Wrong) + TestProject.FileSeparator + Elsewhere(second ? Right : Wrong),
            await Verify.TextAsync(cured.GetProject(one.Id)!));
        Assert.Equal(UsageCode.InMethod(other ? Right : Wrong), await Verify.TextAsync(cured.GetProject(two.Id)!));
    }

    private static string Elsewhere(string statement) => $"class Other {{ void Enter(Room room) {{ {statement} }} }}";
}
