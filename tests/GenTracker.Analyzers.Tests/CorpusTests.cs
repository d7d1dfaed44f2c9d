using System;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading.Tasks;
using GenTracker.Analyzers.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Xunit;

namespace GenTracker.Analyzers.Tests;

/// <summary>
/// Code as competent users write it, in many fields, with everything that looks like a violation of a rule and is none: no rule has anything
/// to say of it. Each file of the folder Corpus is a project.
/// </summary>
public class CorpusTests
{
    private static readonly string Folder = FindFolder();

    public static TheoryData<string> Files => [.. Directory.GetFiles(Folder, "*.cs").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task No_rule_speaks_of_code_that_is_right(string file)
    {
        string text = (await File.ReadAllTextAsync(Path.Combine(Folder, file))).ReplaceLineEndings("\n");
        bool isProgram = (await CSharpSyntaxTree.ParseText(text).GetRootAsync()).ChildNodes().OfType<GlobalStatementSyntax>().Any();

        Project project = TestProject.Of(
            WebProject.Usings + TestProject.FileSeparator + text, kind: isProgram ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary);

        await (await Analysis.OfAsync(project)).IsCleanAsync();
    }

    [Fact]
    public void It_is_large_enough_to_say_something() => Assert.True(Directory.GetFiles(Folder, "*.cs").Sum(path => File.ReadLines(path).Count()) >= 3000);

    private static string FindFolder([CallerFilePath] string thisFile = "") => Path.Combine(Path.GetDirectoryName(thisFile)!, "Corpus");
}
