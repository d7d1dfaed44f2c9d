using GenTracker.Generators.Model;

namespace GenTracker.Generators.Incrementality;

/// <summary>The hash of all declarations that can change what is generated for a tracked class.</summary>
/// <param name="MetadataName">The full name of the class, as metadata has it.</param>
/// <param name="Value">The hash.</param>
/// <param name="Mentioned">The full names of the tracked classes whose generated types the class may name.</param>
internal sealed record DependencyHash(string MetadataName, ulong Value, EquatableArray<string> Mentioned);
