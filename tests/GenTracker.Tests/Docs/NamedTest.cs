using System.IO;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GenTracker.Tests.Docs;

/// <summary>A test that a page names, with the source that the page says it is in.</summary>
internal sealed record NamedTest(string Name, string SourceFile)
{
    /// <summary>Why there is no such test that runs; null where there is.</summary>
    public string? FindFault()
    {
        if (!File.Exists(SourceFile))
            return $"{Name}: there is no file {SourceFile}.";
        SyntaxNode source = CSharpSyntaxTree.ParseText(File.ReadAllText(SourceFile)).GetRoot();
        MethodDeclarationSyntax? method = source.DescendantNodes().OfType<MethodDeclarationSyntax>().FirstOrDefault(method => method.Identifier.Text == Name);
        if (method is null)
            return $"{Name}: there is no such method in {SourceFile}.";
        AttributeSyntax? mark =
            method.AttributeLists.SelectMany(list => list.Attributes).FirstOrDefault(attribute => attribute.Name.ToString() is "Fact" or "Theory");
        return mark is null ? $"{Name}: it is no test."
            : mark.ArgumentList is not null ? $"{Name}: it does not run always: {mark}."
            : null;
    }
}
