using GenTracker.Generators.Model;

namespace GenTracker.Orleans.Generators.Model;

/// <summary>What the emitters need of a clustered class: text that is ready to be written, and no object of the compiler.</summary>
internal sealed record ClusterModel
{
    /// <summary>The model of the tracked class.</summary>
    public required TrackerModel Tracker { get; init; }

    /// <summary>The name of the generated file.</summary>
    public required string HintName { get; init; }

    /// <summary>The extern aliases that the file needs.</summary>
    public required EquatableArray<string> ExternAliases { get; init; }

    /// <summary>The usings of the user's files, if the file has names as the user wrote them.</summary>
    public required EquatableArray<string> Usings { get; init; }

    /// <summary>The usings in the user's namespace declarations, if the file has names as the user wrote them.</summary>
    public required EquatableArray<string> InnerUsings { get; init; }

    /// <summary>The accessibility of what stands in namespaces of others: public only if the class can be named everywhere.</summary>
    public required string OuterAccessibility { get; init; }

    /// <summary>The names of the classes with the methods that register the cluster, without their suffixes.</summary>
    public required string HostingName { get; init; }

    /// <summary>The class of the cluster.</summary>
    public required string ClusterName { get; init; }

    /// <summary>The reference to one incarnation.</summary>
    public required string RefName { get; init; }

    /// <summary>The class of the grain.</summary>
    public required string GrainName { get; init; }

    /// <summary>The class that tells Orleans of the grain.</summary>
    public required string ManifestName { get; init; }

    /// <summary>Whether the user has written a part of the cluster.</summary>
    public required bool HasWrittenCluster { get; init; }

    /// <summary>Whether the user has written a part of the reference.</summary>
    public required bool HasWrittenRef { get; init; }

    /// <summary>The attributes of the types beside the class, each after a line end.</summary>
    public required string TypeAttributes { get; init; }

    /// <summary>The name of the class among grains, as a literal.</summary>
    public required string GrainType { get; init; }

    /// <summary>The type that writes and reads the keys; null if their own type does.</summary>
    public required string? KeyFormat { get; init; }

    /// <summary>Whether only obsolete code may do what the nodes do with a child.</summary>
    public required bool IsObsolete { get; init; }

    /// <summary>The attributes that other nodes may read.</summary>
    public required EquatableArray<ClusterAttributeModel> Attributes { get; init; }

    /// <summary>The methods that other nodes may call.</summary>
    public required EquatableArray<CallModel> Calls { get; init; }

    /// <summary>The user's own grain interfaces.</summary>
    public required EquatableArray<ContractModel> Contracts { get; init; }
}
