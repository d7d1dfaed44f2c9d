using System.Collections.Immutable;
using GenTracker.Generators.Diagnostics;
using GenTracker.Generators.Model;

namespace GenTracker.Generators.Parsing;

/// <summary>The result of reading a class. The pipeline does not keep it.</summary>
/// <param name="Model">What to generate; null if nothing can be.</param>
/// <param name="Diagnostics">What is wrong with the class.</param>
internal readonly record struct ParsedTracker(TrackerModel? Model, ImmutableArray<DiagnosticInfo> Diagnostics);
