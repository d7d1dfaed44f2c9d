using System.Globalization;
using GenTracker.Tests.Shared;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace GenTracker.Analyzers.Tests.Documents;

/// <summary>
/// The project of a reader who has typed a whole page: the types in files of their own, the statements as the program, the usings for all files. The
/// folder Context has the code that a page does not show, under the name of the page.
/// </summary>
internal static class DocumentedProject
{
    private static readonly string Contexts =
        Path.Combine(MarkdownDocument.Repository, "tests", "GenTracker.Analyzers.Tests", "Documents", "Context");

    /// <summary>The path of the context file of a page, which may not exist.</summary>
    public static string ContextOf(string page) =>
        Path.Combine(Contexts, page.Replace("docs/", "", StringComparison.Ordinal).Replace('/', '.').Replace(".md", ".cs", StringComparison.Ordinal));

    public static IEnumerable<string> AllContexts => Directory.GetFiles(Contexts);

    /// <summary>Creates the project. Diagnostics have the line numbers of the page.</summary>
    public static Project Create(MarkdownDocument page)
    {
        HashSet<string> usings = [];
        List<string> program = [], files = [];
        foreach (MarkdownBlock block in page.Blocks.Where(static block => block.Language == "csharp"))
        {
            CompilationUnitSyntax unit = SyntaxFactory.ParseCompilationUnit(block.Text);
            usings.UnionWith(unit.Usings.Select(static directive => $"global {directive}"));
            program.AddRange(PartOf(block, unit.Members.Where(static member => member is GlobalStatementSyntax)));
            files.AddRange(PartOf(block, unit.Members.Where(static member => member is not GlobalStatementSyntax)));
        }

        if (program.Count > 0) files.Add(string.Concat(program));
        files.Add(WebProject.Usings);
        files.Add(string.Join('\n', usings.Where(static directive => !WebProject.Usings.Contains(directive, StringComparison.Ordinal))));
        if (File.Exists(ContextOf(page.Path))) files.Add(File.ReadAllText(ContextOf(page.Path)).ReplaceLineEndings("\n"));
        return TestProject.Create(
            string.Join(TestProject.FileSeparator, files), kind: program.Count > 0 ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary);
    }

    /// <summary>Returns the text of the members with their place in the page. Nothing if there are no members.</summary>
    private static IEnumerable<string> PartOf(MarkdownBlock block, IEnumerable<MemberDeclarationSyntax> members)
    {
        MemberDeclarationSyntax[] all = [.. members];
        if (all.Length == 0) return [];
        TextSpan span = TextSpan.FromBounds(all[0].FullSpan.Start, all[^1].FullSpan.End);
        int line = block.Line + block.Text[..span.Start].Count(static letter => letter == '\n');
        return [$"#line {line.ToString(CultureInfo.InvariantCulture)} \"{block.Page}\"\n{block.Text.Substring(span.Start, span.Length)}\n"];
    }
}
