using System.Collections.Immutable;
using GenTracker.Generators.Model;
using GenTracker.Generators.Diagnostics;

namespace GenTracker.Generators.Parsing;

/// <summary>What reading a tracked class gave. Lives no longer than the reading.</summary>
/// <param name="Model">What is to be generated; null where nothing can be.</param>
/// <param name="Diagnostics">What is wrong.</param>
internal readonly record struct ParsedTracker(TrackerModel? Model, ImmutableArray<DiagnosticInfo> Diagnostics);
