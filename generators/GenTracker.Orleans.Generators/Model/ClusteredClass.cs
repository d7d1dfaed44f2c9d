using GenTracker.Generators.Model;

namespace GenTracker.Orleans.Generators.Model;

/// <summary>What the pipeline keeps of a class that was read. Its diagnostics are not kept: they have places, and places move with every edit.</summary>
/// <param name="MetadataName">The full name of the class, as metadata has it.</param>
/// <param name="Mentioned">The full names of the tracked classes whose generated types the class may name.</param>
/// <param name="Model">What to generate; null if nothing can be, or if the class is not clustered.</param>
/// <param name="HasNoErrors">Whether the class has no diagnostic.</param>
/// <param name="NamesOthers">Whether the class names types whose members are no part of its hash: grain interfaces, or the format of its keys.</param>
internal sealed record ClusteredClass(
    string MetadataName, EquatableArray<string> Mentioned, ClusterModel? Model, bool HasNoErrors, bool NamesOthers);
