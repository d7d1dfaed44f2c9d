using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using Xunit;

namespace GenTracker.Tests;

/// <summary>Lines of code have at most 160 columns. The formatter has no such rule.</summary>
public class LineLengthTests
{
    private const int Limit = 160;

    private static readonly string[] Folders = ["analyzers", "benchmarks", "generators", "samples", "src", "templates", "tests"];

    [Fact]
    public void No_line_of_code_is_longer_than_160_columns()
    {
        IEnumerable<string> files = Folders
            .SelectMany(static folder => Directory.EnumerateFiles(Path.Combine(Repository(), folder), "*.cs", SearchOption.AllDirectories))
            .Where(static file => !IsGenerated(file));

        string tooLong = string.Join('\n', files.SelectMany(static file => LongLines(Path.GetRelativePath(Repository(), file), File.ReadAllText(file))));

        Assert.True(tooLong == "", $"These lines are too long:\n{tooLong}");
    }

    [Fact]
    public void A_long_line_is_found_and_the_text_of_a_long_literal_is_not()
    {
        string words = new('x', Limit);

        Assert.Equal(["Code.cs:1"], LongLines("Code.cs", $"// {words}"));
        Assert.Equal(["Code.cs:2"], LongLines("Code.cs", $"class C\n{{ int {words}; }}"));
        Assert.Empty(LongLines("Code.cs", $"class C {{ string S = \"\"\"\n{words}\n\"\"\"; }}"));
    }

    private static IEnumerable<string> LongLines(string file, string text)
    {
        if (!text.Split('\n').Any(static line => line.TrimEnd('\r').Length > Limit)) return [];
        SyntaxTree tree = CSharpSyntaxTree.ParseText(text, new CSharpParseOptions(LanguageVersion.Preview));
        TextSpan[] literals =
        [
            .. tree.GetRoot().DescendantNodes()
                .Where(static node => node is LiteralExpressionSyntax or InterpolatedStringExpressionSyntax)
                .Select(static node => node.Span),
        ];
        return tree.GetText().Lines
            .Where(line => line.Span.Length > Limit && !literals.Any(literal => literal.Start < line.Start && line.Start < literal.End))
            .Select(line => $"{file}:{line.LineNumber + 1}");
    }

    private static bool IsGenerated(string file) =>
        file.EndsWith(".verified.cs", StringComparison.Ordinal)
        || file.Split(Path.DirectorySeparatorChar).Any(static part => part is "bin" or "obj" or "StrykerOutput");

    private static string Repository([CallerFilePath] string thisFile = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "..", ".."));
}
