namespace GenTracker.Orleans.Runtime;

/// <summary>
/// A clustered class that was added to this node. A silo may have the generated grain of a class without it, and then takes none of its keys.
/// </summary>
/// <param name="GrainType">The type of the generated grain.</param>
/// <param name="Tracker">The tracker's name.</param>
internal sealed record HostedClass(string GrainType, string Tracker);
