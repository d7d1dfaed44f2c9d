using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace GenTracker.Generators.Validity;

/// <summary>Something wrong in a declaration. Lives no longer than one reading.</summary>
/// <param name="Rule">Which of the <see cref="Rules"/> it breaks.</param>
/// <param name="Flaw">Its form, for code fixes.</param>
/// <param name="Place">Where; in the user's source, for only there is it found by <c>#pragma</c> and by code fixes.</param>
/// <param name="Arguments">The arguments of the rule's message.</param>
internal sealed record Problem(DiagnosticDescriptor Rule, Flaw Flaw, Location Place, ImmutableArray<string> Arguments)
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
        new(rule, flaw, location, ImmutableArray.Create(arguments));

    /// <summary>The diagnostic.</summary>
    /// <remarks>
    /// The compiler prints equal diagnostics once, and takes two for equal only where their arguments are the same objects. So that those of
    /// the generator and of the analyzers are, the arguments are interned.
    /// </remarks>
    /// <returns>The diagnostic.</returns>
    public Diagnostic ToDiagnostic() => Diagnostic.Create(
        Rule,
        Place,
        Flaw == Flaw.None ? ImmutableDictionary<string, string?>.Empty : ImmutableDictionary<string, string?>.Empty.Add(Rules.FlawProperty, Flaw.ToString()),
        [.. Arguments.Select(string.Intern)]);
}
