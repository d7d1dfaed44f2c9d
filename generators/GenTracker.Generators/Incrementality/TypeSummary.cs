namespace GenTracker.Generators.Incrementality;

/// <summary>What a file declares of one type, as far as other files can see it: the hash of everything except bodies, and the names in it.</summary>
/// <param name="Name">The name of the type.</param>
/// <param name="MetadataName">Its full name, as metadata has it; null if nothing asks for it, and for a file-local type, which has none.</param>
/// <param name="Hash">The hash of the declaration, with its namespace and containing types.</param>
/// <param name="ShapeNames">The names that decide what the type is to code that only mentions it: its bases, the values of its constants.</param>
/// <param name="AllNames">All names in it; null if it cannot be a part of a tracked class.</param>
/// <param name="AttributeNames">The names of its attributes; null if it has none.</param>
/// <param name="PropertyAttributeNames">The names of its properties' attributes; null if they have none.</param>
/// <param name="IsFileLocal">Whether only its own file can name it.</param>
internal sealed record TypeSummary(
    string Name,
    string? MetadataName,
    ulong Hash,
    string[] ShapeNames,
    string[]? AllNames,
    string[]? AttributeNames,
    string[]? PropertyAttributeNames,
    bool IsFileLocal);
