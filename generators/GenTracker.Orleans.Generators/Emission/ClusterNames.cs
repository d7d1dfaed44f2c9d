using GenTracker.Generators.Emission;
using GenTracker.Orleans.Generators.Model;

namespace GenTracker.Orleans.Generators.Emission;

/// <summary>Names that generated code repeats.</summary>
internal static class ClusterNames
{
    /// <summary>The namespace of the types that only generated code uses.</summary>
    public const string Runtime = "global::GenTracker.Orleans.Runtime.";

    /// <summary>The namespace of the types of users.</summary>
    public const string Orleans = "global::GenTracker.Orleans.";

    /// <summary>The namespace of tasks.</summary>
    public const string Tasks = "global::System.Threading.Tasks.";

    /// <summary>The class in the cluster by which the reference uses the protected members of the cluster.</summary>
    public const string Access = "RefAccess";

    /// <summary>The type, on the wire, of the result of what gives nothing.</summary>
    public const string NoResult = "bool";

    /// <summary>The class in the cluster that does on a node what has come over the wire.</summary>
    public const string Binding = "NodeBinding";

    /// <summary>
    /// The aliases of namespaces that the file names many times. Before <c>::</c> only an alias can stand, so no declaration of the user can give them another
    /// meaning.
    /// </summary>
    public const string Aliases = """
        using __Analysis = global::System.Diagnostics.CodeAnalysis;
        using __Compiler = global::System.CodeDom.Compiler;
        """;

    /// <summary>The attributes of generated members, or of their type if the user has no part in it.</summary>
    public static readonly string GeneratedCode =
        $"""[__Compiler::GeneratedCode("GenTracker.Orleans.Generators", "{typeof(ClusterNames).Assembly.GetName().Version.ToString(3)}"), """
            + WellKnownNames.NotCovered.Substring(1);

    /// <summary>The types of the key, the child and the tracker, as type arguments.</summary>
    public static string TypeArguments(ClusterModel model) => $"<{model.Tracker.KeyType}, {model.Tracker.Type}, {TrackerType(model)}>";

    /// <summary>The reference of the runtime.</summary>
    public static string ChildRefType(ClusterModel model) => $"{Runtime}ChildRef<{model.Tracker.KeyType}>";

    /// <summary>The tracker, fully qualified.</summary>
    public static string TrackerType(ClusterModel model) => model.Tracker.TrackerType;

    /// <summary>The record of attributes, fully qualified.</summary>
    public static string AttrsType(ClusterModel model) => model.Tracker.AttrsType;

    /// <summary>The cluster, fully qualified.</summary>
    public static string ClusterType(ClusterModel model) => model.Tracker.Beside + model.ClusterName;

    /// <summary>The reference to one incarnation, fully qualified.</summary>
    public static string RefType(ClusterModel model) => model.Tracker.Beside + model.RefName;

    /// <summary>A task of a result; without one if there is none.</summary>
    public static string ValueTaskOf(string? result) => result is null ? Tasks + "ValueTask" : $"{Tasks}ValueTask<{result}>";

    /// <summary>The attributes of the cluster.</summary>
    public static string OfCluster(ClusterModel model) => model.HasWrittenCluster ? "" : GeneratedCode;

    /// <summary>The attributes of each member of the cluster.</summary>
    public static string OfClusterMember(ClusterModel model) => model.HasWrittenCluster ? GeneratedCode : "";

    /// <summary>The attributes of the reference.</summary>
    public static string OfRef(ClusterModel model) => model.HasWrittenRef ? "" : GeneratedCode;

    /// <summary>The attributes of each member of the reference.</summary>
    public static string OfRefMember(ClusterModel model) => model.HasWrittenRef ? GeneratedCode : "";
}
