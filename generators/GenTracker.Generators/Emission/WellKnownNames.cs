namespace GenTracker.Generators.Emission;

/// <summary>Names that generated code repeats.</summary>
internal static class WellKnownNames
{
    /// <summary>What a generated file says of warnings.</summary>
    public const string Warnings = """
        #pragma warning disable // What the class declares and uses is repeated here. The compiler and analyzers warn of it in the user's own code.
        #pragma warning restore RS0016, RS0036, RS0051, RS0055 // Generated members belong to the API of the project too.
        """;

    /// <summary>The namespace of the types that only generated code uses.</summary>
    public const string Runtime = "global::GenTracker.Runtime.";

    /// <summary>The namespace of the slots.</summary>
    public const string Slots = "global::GenTracker.Slots.";

    /// <summary>The namespace of the indexes.</summary>
    public const string Indexes = "global::GenTracker.Indexes.";

    /// <summary><c>Task</c>.</summary>
    public const string Task = "global::System.Threading.Tasks.Task";

    /// <summary><c>ValueTask</c>.</summary>
    public const string ValueTask = "global::System.Threading.Tasks.ValueTask";

    /// <summary><c>CancellationToken</c>.</summary>
    public const string CancellationToken = "global::System.Threading.CancellationToken";

    /// <summary>
    /// The attributes of a property that serializers leave out: System.Text.Json reads the first, Newtonsoft.Json the second. A serializer that reads a task
    /// waits for its result.
    /// </summary>
    public const string NotSerialized = "[global::System.Text.Json.Serialization.JsonIgnore, global::System.Runtime.Serialization.IgnoreDataMember]";

    /// <summary>The alias of the namespace of the slots.</summary>
    public const string SlotsAlias = "__Slots";

    /// <summary>
    /// The aliases of namespaces that a generated file names many times, in documentation too: the shorter a name, the less there is to parse. Before
    /// <c>::</c> only an alias can stand, so no declaration of the user can give them another meaning.
    /// </summary>
    public const string Aliases = $"""
        using __Analysis = global::System.Diagnostics.CodeAnalysis;
        using __Compiler = global::System.CodeDom.Compiler;
        using __GenTracker = global::GenTracker;
        using __Runtime = global::GenTracker.Runtime;
        using __System = global::System;
        using {SlotsAlias} = global::GenTracker.Slots;
        """;

    /// <summary>What keeps a generated part of a member of the user out of code coverage. The member itself remains the user's code for analyzers.</summary>
    public const string NotCovered = "[__Analysis::ExcludeFromCodeCoverage]";

    /// <summary>
    /// After a line end: trimming does not see that a value which comes out of a slot has gone in by a setter, where it was checked.
    /// </summary>
    public const string Checked = """

        [global::System.Diagnostics.CodeAnalysis.UnconditionalSuppressMessage("Trimming", "IL2072", Justification = "The value was checked when it was set.")]
        [global::System.Diagnostics.CodeAnalysis.UnconditionalSuppressMessage("Trimming", "IL2073", Justification = "The value was checked when it was set.")]
        """;

    /// <summary>Lets generated code use what is obsolete, even as an error, after a line end.</summary>
    public const string Obsolete = "\n[global::System.Obsolete]";

    /// <summary>
    /// The attributes of generated members, or of their type if the user has no part in it: a type's attributes hold for all of its parts. Some coverage tools
    /// look for the first one, others for the second.
    /// </summary>
    public static readonly string GeneratedCode =
        $"""[__Compiler::GeneratedCode("GenTracker.Generators", "{typeof(WellKnownNames).Assembly.GetName().Version.ToString(3)}"), """
            + NotCovered.Substring(1);
}
