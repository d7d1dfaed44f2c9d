using System.Collections.Immutable;
using GenTracker.Generators.Diagnostics;
using GenTracker.Orleans.Generators.Model;

namespace GenTracker.Orleans.Generators.Parsing;

/// <summary>The result of reading a class. The pipeline does not keep it.</summary>
/// <param name="Model">What to generate; null if nothing can be.</param>
/// <param name="NamesOthers">Whether the class names types whose members are no part of its hash: grain interfaces, or the format of its keys.</param>
/// <param name="Diagnostics">What is wrong with the class.</param>
internal readonly record struct ParsedCluster(ClusterModel? Model, bool NamesOthers, ImmutableArray<DiagnosticInfo> Diagnostics);
