namespace GenTracker.Generators.Model;

/// <summary>What the pipeline keeps of a class that was read. Its diagnostics are not kept: they have places, and places move with every edit.</summary>
/// <param name="MetadataName">The full name of the class, as metadata has it.</param>
/// <param name="Mentioned">The full names of the tracked classes whose generated types the class may name.</param>
/// <param name="Model">What to generate; null if nothing can be.</param>
/// <param name="HasNoErrors">Whether the class has no diagnostic.</param>
internal sealed record TrackedClass(string MetadataName, EquatableArray<string> Mentioned, TrackerModel? Model, bool HasNoErrors);
