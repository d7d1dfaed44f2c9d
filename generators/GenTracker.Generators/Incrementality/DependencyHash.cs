namespace GenTracker.Generators.Incrementality;

/// <summary>The hash of all declarations that can change what is generated for a tracked class.</summary>
/// <param name="MetadataName">The full name of the class, as metadata has it.</param>
/// <param name="Value">The hash.</param>
internal sealed record DependencyHash(string MetadataName, ulong Value);
