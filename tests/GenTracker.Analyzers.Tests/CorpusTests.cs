using GenTracker.Tests.Shared;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GenTracker.Analyzers.Tests;

/// <summary>
/// No rule reports the corpus: correct code from many fields, as experienced users write it, full of code that only looks like a violation. Each file
/// is a project.
/// </summary>
public class CorpusTests
{
    private static readonly string Folder = Path.Combine(MarkdownDocument.Repository, "tests", "GenTracker.Analyzers.Tests", "Corpus");

    public static TheoryData<string> Files => [.. Directory.GetFiles(Folder, "*.cs").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task No_rule_reports_correct_code(string file)
    {
        string text = (await File.ReadAllTextAsync(Path.Combine(Folder, file))).ReplaceLineEndings("\n");
        bool isProgram = (await CSharpSyntaxTree.ParseText(text).GetRootAsync()).ChildNodes().OfType<GlobalStatementSyntax>().Any();

        Project project = TestProject.Create(
            WebProject.Usings + TestProject.FileSeparator + text, kind: isProgram ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary);

        await (await Analysis.RunAsync(project)).AssertCleanAsync();
    }

    [Fact]
    public void The_corpus_has_3000_lines() => Assert.True(Directory.GetFiles(Folder, "*.cs").Sum(path => File.ReadLines(path).Count()) >= 3000);
}
