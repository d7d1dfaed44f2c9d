namespace GenTracker.Generators.Model;

/// <summary>All that is to be known of a tracked class to write its file: text that is ready to be written, and nothing of the compiler.</summary>
internal sealed record TrackerModel
{
    /// <summary>The file's name, unique in the compilation even where case does not count.</summary>
    public required string HintName { get; init; }

    /// <summary>The namespace; empty for the global one.</summary>
    public required string Namespace { get; init; }

    /// <summary>The headers of the types around the class, the outermost first.</summary>
    public required EquatableArray<string> Outer { get; init; }

    /// <summary>The class's accessibility, which all that is generated beside it shares.</summary>
    public required string Accessibility { get; init; }

    /// <summary>The class's name.</summary>
    public required string Name { get; init; }

    /// <summary>The class, fully qualified.</summary>
    public required string Type { get; init; }

    /// <summary>The type of the keys.</summary>
    public required string KeyType { get; init; }

    /// <summary>How the keys compare, as an expression.</summary>
    public required string Comparer { get; init; }

    /// <summary>Whether the keys are strings, and children can be found by a span of characters.</summary>
    public required bool HasStringKeys { get; init; }

    /// <summary>The tracker's name, as a literal.</summary>
    public required string Title { get; init; }

    /// <summary>The class of the tracker; null where it cannot be generated.</summary>
    public required string? TrackerName { get; init; }

    /// <summary>The record of all attributes; null where it cannot be generated.</summary>
    public required string? AttrsName { get; init; }

    /// <summary>Whether <c>Key</c> is generated.</summary>
    public required bool HasKey { get; init; }

    /// <summary>Whether <c>Incarnation</c> is generated.</summary>
    public required bool HasIncarnation { get; init; }

    /// <summary>Whether <c>Completion</c> is generated.</summary>
    public required bool HasCompletion { get; init; }

    /// <summary>Whether a generated member has the name of an inherited one.</summary>
    public required bool HidesInherited { get; init; }

    /// <summary>Whether children can be opened, and not only adopted.</summary>
    public required bool IsOpenable { get; init; }

    /// <summary>The attributes.</summary>
    public required EquatableArray<TrackedPropertyModel> Attributes { get; init; }

    /// <summary>The constructors that can open a child.</summary>
    public required EquatableArray<OpenOverloadModel> OpenOverloads { get; init; }

    /// <summary>The services without which no child can be constructed, as expressions.</summary>
    public required EquatableArray<string> RequiredServices { get; init; }
}
