namespace GenTracker.Generators.Surfaces;

/// <summary>What a file declares of one type, as far as others can see it: everything but bodies, in the form of a hash.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Key">Its full name as metadata has it; null where nobody will ask, and for file-local types, which have none.</param>
/// <param name="Hash">The hash, of its place in the program too.</param>
/// <param name="Leads">The names on which hangs what the type is to those who merely mention it: its bases, its constants' values.</param>
/// <param name="Mentions">All names in it; null where it can be no part of a tracked class.</param>
/// <param name="Marks">The names of its attributes; null where it has none.</param>
/// <param name="PropertyMarks">The names of its properties' attributes; null where they have none.</param>
/// <param name="IsFileLocal">Whether nobody outside the file can name it.</param>
internal sealed record TypeSurface(
    string Name, string? Key, ulong Hash, string[] Leads, string[]? Mentions, string[]? Marks, string[]? PropertyMarks, bool IsFileLocal);
