using GenTracker.Analyzers.Tests.Usage;
using GenTracker.CodeFixes.Usage;
using GenTracker.Tests.Shared;
using Microsoft.CodeAnalysis.CodeFixes;

namespace GenTracker.Analyzers.Tests;

/// <summary>A fix-all covers its scope and no more: two projects, the first with two files.</summary>
public class FixAllTests
{
    private const string Before = "room.Players++;";
    private const string After = "room.IncrementPlayers();";

    [Theory]
    [InlineData(FixAllScope.Document, After, Before, Before)]
    [InlineData(FixAllScope.Project, After, After, Before)]
    [InlineData(FixAllScope.Solution, After, After, After)]
    public async Task Fixes_all_diagnostics_in_the_scope_and_no_others(FixAllScope scope, string file1, string file2, string otherProject)
    {
        Project one = TestProject.Create(TwoFiles(Before, Before));
        Project two = one.Solution.AddProject("Other", "Other", LanguageNames.CSharp)
            .WithParseOptions(one.ParseOptions!)
            .WithCompilationOptions(one.CompilationOptions!)
            .WithMetadataReferences(one.MetadataReferences)
            .WithAnalyzerReferences(one.AnalyzerReferences)
            .AddDocument("File0.cs", UsageCode.InMethod(Before), filePath: "/Other/File0.cs").Project;
        one = two.Solution.GetProject(one.Id)!;

        one = await FixRunner.FixAllAsync(
            one, new AtomicChangeCodeFix(), scope, [.. (await Analysis.RunAsync(one)).FromAnalyzers, .. (await Analysis.RunAsync(two)).FromAnalyzers]);

        Assert.Equal(TwoFiles(file1, file2), await FixRunner.TextAsync(one));
        Assert.Equal(UsageCode.InMethod(otherProject), await FixRunner.TextAsync(one.Solution.GetProject(two.Id)!));
    }

    private static string TwoFiles(string statement1, string statement2) =>
        UsageCode.InMethod(statement1) + TestProject.FileSeparator + $"class Other {{ void Enter(Room room) {{ {statement2} }} }}";
}
