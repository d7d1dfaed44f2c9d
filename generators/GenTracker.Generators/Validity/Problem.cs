using System;
using System.Collections.Immutable;
using System.Linq;
using GenTracker.Generators.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace GenTracker.Generators.Validity;

/// <summary>Something wrong in a declaration: as flat data, so that it can be cached, with the place as a file and a span.</summary>
/// <param name="RuleId">Which of the <see cref="Rules"/> it breaks.</param>
/// <param name="Flaw">Its form, for code fixes.</param>
/// <param name="Arguments">The arguments of the rule's message.</param>
/// <param name="Path">The file.</param>
/// <param name="Span">The place in the file.</param>
internal sealed record Problem(string RuleId, Flaw Flaw, EquatableArray<string> Arguments, string Path, TextSpan Span)
{
    /// <summary>Makes a problem.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="location">Where, in source.</param>
    /// <param name="arguments">The message's arguments.</param>
    /// <returns>The problem.</returns>
    public static Problem At(DiagnosticDescriptor rule, Location location, params string[] arguments) =>
        At(rule, Flaw.None, location, arguments);

    /// <inheritdoc cref="At(DiagnosticDescriptor, Location, string[])"/>
    /// <param name="flaw">Its form.</param>
    public static Problem At(DiagnosticDescriptor rule, Flaw flaw, Location location, params string[] arguments) =>
        new(rule.Id, flaw, ImmutableArray.Create(arguments), location.SourceTree?.FilePath ?? "", location.SourceSpan);

    /// <summary>The diagnostic, at its real place: only with one is it found by <c>#pragma</c> and by code fixes.</summary>
    /// <remarks>
    /// The compiler prints equal diagnostics once, and takes two for equal only where their arguments are the same objects. So that those of
    /// the generator and of the analyzers are, the arguments are interned.
    /// </remarks>
    /// <param name="compilation">The compilation that the declaration is in.</param>
    /// <returns>The diagnostic.</returns>
    public Diagnostic ToDiagnostic(Compilation compilation)
    {
        SyntaxTree? tree = compilation.SyntaxTrees.FirstOrDefault(candidate =>
            string.Equals(candidate.FilePath, Path, StringComparison.Ordinal) && Span.End <= candidate.Length);
        return Diagnostic.Create(
            Rules.Of(RuleId),
            tree is null ? Location.None : Location.Create(tree, Span),
            Flaw == Flaw.None ? ImmutableDictionary<string, string?>.Empty : ImmutableDictionary<string, string?>.Empty.Add(Rules.FlawProperty, Flaw.ToString()),
            [.. Arguments.Select(string.Intern)]);
    }
}
