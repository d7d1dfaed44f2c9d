namespace GenTracker.Generators.Model;

/// <summary>What the emitters need of a tracked class: text that is ready to be written, and no object of the compiler.</summary>
internal sealed record TrackerModel
{
    /// <summary>The name of the generated file, unique in the compilation even without regard to case.</summary>
    public required string HintName { get; init; }

    /// <summary>The extern aliases that the file needs.</summary>
    public required EquatableArray<string> ExternAliases { get; init; }

    /// <summary>The usings of the user's files, if the file has names as the user wrote them.</summary>
    public required EquatableArray<string> Usings { get; init; }

    /// <summary>The usings in the user's namespace declarations, if the file has names as the user wrote them.</summary>
    public required EquatableArray<string> InnerUsings { get; init; }

    /// <summary>The namespace; empty for the global namespace.</summary>
    public required string Namespace { get; init; }

    /// <summary>The headers of the types around the class, the outermost first.</summary>
    public required EquatableArray<string> OuterTypeHeaders { get; init; }

    /// <summary>The accessibility of the class and of the generated types beside it.</summary>
    public required string Accessibility { get; init; }

    /// <summary>The name of the class.</summary>
    public required string Name { get; init; }

    /// <summary>The class, fully qualified.</summary>
    public required string Type { get; init; }

    /// <summary>What stands before the name of the class and of the types beside it, so that no nested type can take their place.</summary>
    public required string Beside { get; init; }

    /// <summary>The class, fully qualified, as documentation refers to it.</summary>
    public required string Reference { get; init; }

    /// <summary>The type of the keys.</summary>
    public required string KeyType { get; init; }

    /// <summary>The comparer of the keys, as an expression.</summary>
    public required string Comparer { get; init; }

    /// <summary>Whether the keys are strings, so that a span of characters finds a child.</summary>
    public required bool HasStringKeys { get; init; }

    /// <summary>The name of the tracker in logs and metrics, as a literal.</summary>
    public required string DisplayName { get; init; }

    /// <summary>The class of the tracker; null if it cannot be generated.</summary>
    public required string? TrackerName { get; init; }

    /// <summary>The record of all attributes; null if it cannot be generated.</summary>
    public required string? AttrsName { get; init; }

    /// <summary>The class of the tracker, fully qualified.</summary>
    public string TrackerType => Beside + TrackerName;

    /// <summary>The record of all attributes, fully qualified.</summary>
    public string AttrsType => Beside + AttrsName;

    /// <summary>Whether a type is an array of pointers, or has one as an argument.</summary>
    public required bool HasPointers { get; init; }

    /// <summary>Whether the user has written the text of the record.</summary>
    public required bool HasWrittenPrintMembers { get; init; }

    /// <summary>Whether the user's part of the record has fields, so that the fields of the record have no one order.</summary>
    public required bool SplitsAttrs { get; init; }

    /// <summary>Whether the user has written a part of the tracker.</summary>
    public required bool HasWrittenTracker { get; init; }

    /// <summary>The members of the tracker that are left out, because the user's part of the tracker has their names.</summary>
    public required EquatableArray<string> TakenTrackerMembers { get; init; }

    /// <summary>Whether the user has written a part of the record of all attributes.</summary>
    public required bool HasWrittenAttrs { get; init; }

    /// <summary>The attributes of the tracker, each after a line end.</summary>
    public required string TrackerAttributes { get; init; }

    /// <summary>The attributes of the record of all attributes, each after a line end.</summary>
    public required string AttrsAttributes { get; init; }

    /// <summary>The modifiers of <c>Key</c>; null if it is not generated.</summary>
    public required string? KeyModifiers { get; init; }

    /// <summary>The type of <c>Key</c>: the user's declaration may name the elements of a tuple, which the argument of an attribute cannot.</summary>
    public required string KeyPropertyType { get; init; }

    /// <summary>The modifiers of <c>Incarnation</c>; null if it is not generated.</summary>
    public required string? IncarnationModifiers { get; init; }

    /// <summary>The modifiers of <c>Completion</c>; null if it is not generated.</summary>
    public required string? CompletionModifiers { get; init; }

    /// <summary>Whether <c>TryRetire</c> is generated.</summary>
    public required bool HasTryRetire { get; init; }

    /// <summary>The name of the type parameter of members with a state: no containing type has it.</summary>
    public required string StateType { get; init; }

    /// <summary>Whether children can be opened, and not only adopted.</summary>
    public required bool IsOpenable { get; init; }

    /// <summary>Whether children are found by one of the properties.</summary>
    public required bool IsIndexed { get; init; }

    /// <summary>The properties with <c>[TrackedAttr]</c>.</summary>
    public required EquatableArray<TrackedPropertyModel> TrackedProperties { get; init; }

    /// <summary>The attributes by which trimming does not report the members that give first values.</summary>
    public required EquatableArray<string> DefaultSuppressions { get; init; }

    /// <summary>The constructors that can open a child.</summary>
    public required EquatableArray<OpenOverloadModel> OpenOverloads { get; init; }

    /// <summary>The services that a constructor requires, as expressions.</summary>
    public required EquatableArray<string> RequiredServices { get; init; }

    /// <summary>Whether a member of the tracker is generated.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="overload">Which one of its overloads, if it has some.</param>
    public bool HasTrackerMember(string name, string? overload = null) =>
        TakenTrackerMembers.Count == 0 || !TakenTrackerMembers.AsImmutableArray().Contains(overload is null ? name : $"{name}({overload})");
}
