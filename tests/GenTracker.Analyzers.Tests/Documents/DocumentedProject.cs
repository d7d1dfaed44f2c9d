using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using GenTracker.Analyzers.Tests.Harness;
using GenTracker.Tests.Shared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace GenTracker.Analyzers.Tests.Documents;

/// <summary>
/// The project of a reader who has typed in a whole page: its types in files of their own, its statements, in order, as the program, its using
/// directives for all of it. What the page takes for granted lies in the folder Context, under the page's name.
/// </summary>
internal static class DocumentedProject
{
    private static readonly string Contexts = FindContexts();

    /// <summary>The file of what a page takes for granted, be it there or not.</summary>
    /// <param name="page">The page's path.</param>
    public static string ContextOf(string page) =>
        Path.Combine(Contexts, page.Replace("docs/", "", StringComparison.Ordinal).Replace('/', '.').Replace(".md", ".cs", StringComparison.Ordinal));

    /// <summary>All of these files.</summary>
    public static IEnumerable<string> AllContexts => Directory.GetFiles(Contexts);

    /// <summary>Puts the project together. Line numbers of what is found in it are those of the page.</summary>
    /// <param name="page">The page.</param>
    public static Project Of(MarkdownDocument page)
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
        return TestProject.Of(
            string.Join(TestProject.FileSeparator, files), kind: program.Count > 0 ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary);
    }

    /// <summary>The members' text, with the place that it has in the page; none where there are no members.</summary>
    private static IEnumerable<string> PartOf(MarkdownBlock block, IEnumerable<MemberDeclarationSyntax> members)
    {
        MemberDeclarationSyntax[] all = [.. members];
        if (all.Length == 0) return [];
        TextSpan span = TextSpan.FromBounds(all[0].FullSpan.Start, all[^1].FullSpan.End);
        int line = block.Line + block.Text[..span.Start].Count(static letter => letter == '\n');
        return [$"#line {line.ToString(CultureInfo.InvariantCulture)} \"{block.Page}\"\n{block.Text.Substring(span.Start, span.Length)}\n"];
    }

    private static string FindContexts([CallerFilePath] string thisFile = "") => Path.Combine(Path.GetDirectoryName(thisFile)!, "Context");
}
