namespace GenTracker.Generators.Surfaces;

/// <summary>A tracked class, and the hash of all that can have a say in what is generated for it.</summary>
/// <param name="Key">Its full name, as metadata has it.</param>
/// <param name="Name">Its name.</param>
/// <param name="Hash">The hash.</param>
internal sealed record Stamp(string Key, string Name, ulong Hash);
