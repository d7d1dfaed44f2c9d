using System.Linq;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GenTracker.CodeFixes.Usage;

/// <summary>Tells where a <c>using</c> declaration is allowed.</summary>
internal static class UsingDeclarations
{
    /// <summary>Whether no <c>goto</c> can jump over a declaration in the block.</summary>
    public static bool AreAllowedIn(BlockSyntax block) => !block.Statements.Any(static statement => statement is LabeledStatementSyntax);
}
