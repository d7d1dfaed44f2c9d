using Microsoft.CodeAnalysis;

namespace GenTracker.Orleans.Generators.Usage;

/// <summary>A type that Orleans cannot serialize.</summary>
/// <param name="Type">The type.</param>
/// <param name="IsMarkable">Whether attributes on it and its members give it a codec.</param>
/// <param name="Remedy">What to do.</param>
internal sealed record MissingCodec(INamedTypeSymbol Type, bool IsMarkable, string Remedy);
