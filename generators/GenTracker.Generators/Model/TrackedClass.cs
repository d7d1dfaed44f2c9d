namespace GenTracker.Generators.Model;

/// <summary>A class that was read: what is kept of it.</summary>
/// <param name="Key">Its full name, as metadata has it.</param>
/// <param name="Model">What is to be generated; null where nothing can be.</param>
/// <param name="HasNoErrors">Whether nothing is wrong with it. What is wrong is no part of it, for that has a place, and places move with every edit.</param>
internal sealed record TrackedClass(string Key, TrackerModel? Model, bool HasNoErrors);
