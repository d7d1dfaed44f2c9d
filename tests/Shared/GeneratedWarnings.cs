using System;
using System.Linq;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace GenTracker.Tests.Shared;

/// <summary>
/// Generated files disable all warnings, so that their users see none. The tests look beneath that: the generator's own code gives none but the listed ones,
/// which repeat what the user's declaration says.
/// </summary>
internal static class GeneratedWarnings
{
    private const string Disabled = "#pragma warning disable //";

    /// <summary>Hidden inherited members, what is obsolete or experimental, a protected member of a sealed class, a name of small letters.</summary>
    private const string Repeated =
        $"#pragma warning disable CS0108, CS0114, CS0612, CS0618, CS0628, CS8981, {DeclaredIds} //";

    /// <summary>The diagnostic ids that the sources of the tests declare.</summary>
    private const string DeclaredIds = "ACME001, ACME002";

    /// <summary>Turns the other warnings of the generated files on.</summary>
    /// <param name="output">The program with the generated files.</param>
    /// <param name="input">The program without them.</param>
    public static Compilation Enable(Compilation output, Compilation input)
    {
        foreach (SyntaxTree tree in output.SyntaxTrees.Where(tree => !input.ContainsSyntaxTree(tree)).ToArray())
        {
            string text = tree.GetText().ToString();
            if (!text.Contains(Disabled, StringComparison.Ordinal)) throw new InvalidOperationException($"{tree.FilePath} does not disable warnings:\n{text}");
            text = text.Replace(Disabled, Repeated, StringComparison.Ordinal);
            output = output.ReplaceSyntaxTree(tree, CSharpSyntaxTree.ParseText(text, (CSharpParseOptions)tree.Options, tree.FilePath, Encoding.UTF8));
        }

        return output;
    }
}
