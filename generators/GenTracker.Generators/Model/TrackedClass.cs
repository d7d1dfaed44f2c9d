namespace GenTracker.Generators.Model;

/// <summary>What the pipeline keeps of a class that was read. Its diagnostics are not kept: they have places, and places move with every edit.</summary>
/// <param name="MetadataName">The full name of the class, as metadata has it.</param>
/// <param name="Model">What to generate; null if nothing can be.</param>
/// <param name="HasNoErrors">Whether the class has no diagnostic.</param>
internal sealed record TrackedClass(string MetadataName, TrackerModel? Model, bool HasNoErrors);
