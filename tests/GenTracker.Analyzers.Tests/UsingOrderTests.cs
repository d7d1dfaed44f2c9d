using GenTracker.Tests.Shared;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Text;

namespace GenTracker.Analyzers.Tests;

/// <summary>
/// Using directives have the order that <c>dotnet format</c> gives them. The command checks it only if it loads all projects, which takes a minute; for white
/// space it needs the files alone.
/// </summary>
public class UsingOrderTests
{
    private static readonly string[] Folders = ["analyzers", "benchmarks", "generators", "samples", "src", "templates", "tests"];

    private static readonly Project Project = new AdhocWorkspace().AddProject("Code", LanguageNames.CSharp);

    [Fact]
    public async Task Using_directives_are_in_order()
    {
        List<string> files = [];
        foreach (string file in Folders
            .SelectMany(static folder => Directory.EnumerateFiles(Path.Combine(MarkdownDocument.Repository, folder), "*.cs", SearchOption.AllDirectories))
            .Where(static file => !IsGenerated(file)))
        {
            if (!await IsInOrderAsync(await File.ReadAllTextAsync(file))) files.Add(Path.GetRelativePath(MarkdownDocument.Repository, file));
        }

        Assert.True(files.Count == 0, $"Run 'dotnet format GenTracker.sln --diagnostics IMPORTS' for the using directives of:\n{string.Join('\n', files)}");
    }

    [Theory]
    [InlineData("using System;\nusing System.IO;\nusing Acme;\nusing static System.Math;\nusing Text = System.String;\n", true)]
    [InlineData("using System.IO;\nusing System;\n", false)]
    [InlineData("using Acme;\nusing System;\n", false)]
    [InlineData("using Text = System.String;\nusing System;\n", false)]
    public async Task Directives_out_of_order_are_found(string code, bool isInOrder) => Assert.Equal(isInOrder, await IsInOrderAsync(code));

    private static async Task<bool> IsInOrderAsync(string code)
    {
        Document document = Project.AddDocument("Code.cs", code);
        SourceText organized = await (await Formatter.OrganizeImportsAsync(document)).GetTextAsync();
        return organized.ToString() == code;
    }

    private static bool IsGenerated(string file) =>
        file.EndsWith(".verified.cs", StringComparison.Ordinal)
        || Path.GetRelativePath(MarkdownDocument.Repository, file).Split(Path.DirectorySeparatorChar)
            .Any(static part => part is "bin" or "obj" or "StrykerOutput");
}
