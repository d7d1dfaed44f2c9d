using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace GenTracker.Generators.Diagnostics;

/// <summary>A diagnostic of one declaration. It holds a place in a file, so the pipeline does not keep it.</summary>
/// <param name="Descriptor">One of the <see cref="DiagnosticDescriptors"/>.</param>
/// <param name="Location">The place in the user's source: only there <c>#pragma</c> and code fixes find it.</param>
/// <param name="Arguments">The arguments of the message.</param>
internal sealed record DiagnosticInfo(DiagnosticDescriptor Descriptor, Location Location, ImmutableArray<string> Arguments)
{
    /// <summary>Creates the diagnostic from its message's arguments.</summary>
    public static DiagnosticInfo Create(DiagnosticDescriptor descriptor, Location location, params string[] arguments) =>
        new(descriptor, location, ImmutableArray.Create(arguments));

    /// <summary>Converts it to the compiler's diagnostic.</summary>
    /// <remarks>
    /// The compiler prints equal diagnostics once, but compares their arguments by reference. Interned arguments make the diagnostics of the
    /// generator and of the analyzers equal.
    /// </remarks>
    public Diagnostic ToDiagnostic() => Diagnostic.Create(Descriptor, Location, [.. Arguments.Select(string.Intern)]);
}
