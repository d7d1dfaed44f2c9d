using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace GenTracker.Orleans.Generators.Diagnostics;

/// <summary>The rules of clustered classes: GT30xx. The generator reports what keeps it from generating, the analyzers report the use.</summary>
internal static class ClusterDescriptors
{
    private const string Category = "GenTracker.Cluster";

    /// <summary>GT3001.</summary>
    public static readonly DiagnosticDescriptor CannotBeClustered = Error(
        "GT3001", "This class cannot be clustered", "'{0}' cannot be clustered because {1}",
        "A clustered class is a tracked class whose children any node can open.");

    /// <summary>GT3002.</summary>
    public static readonly DiagnosticDescriptor KeyCannotBeNamed = Error(
        "GT3002", "Keys of this type have no text", "'{0}' cannot be clustered by keys of type '{1}' because {2}",
        "The nodes of a cluster know each key by its text, and parse the text.");

    /// <summary>GT3003.</summary>
    public static readonly DiagnosticDescriptor CallCannotBeCarried = Error(
        "GT3003", "This method cannot be called over the cluster", "'{0}' cannot be called over the cluster because {1}",
        "Arguments and results of a [TrackedCall] go from node to node.");

    /// <summary>GT3004.</summary>
    public static readonly DiagnosticDescriptor ContractDoesNotFit = Error(
        "GT3004", "A grain interface does not fit the class", "'{0}' of '{1}' does not fit because {2}",
        "The generated grain implements the interface of [TrackedCalls] by the methods of the child.");

    /// <summary>GT3005.</summary>
    public static readonly DiagnosticDescriptor SameNumber = Error(
        "GT3005", "Two names have the same number on the wire",
        "'{0}' and '{1}' of '{2}' have the same number on the wire, {3}, so nodes could not tell them apart; rename one of them",
        "Nodes name attributes and methods by a hash of their names.");

    /// <summary>GT3006.</summary>
    public static readonly DiagnosticDescriptor NoCodec = new(
        "GT3006", "A type that crosses nodes has no codec",
        "{0} of '{1}' is of type '{2}', which Orleans cannot serialize; {3}",
        Category, DiagnosticSeverity.Warning, isEnabledByDefault: true,
        "Opening arguments, attributes, and arguments and results of calls go from node to node, and opening arguments are stored.", Page("GT3006"));

    /// <summary>GT3007. Only the generator reports it: the compiler runs no analyzers beside the errors in the code of Orleans' generator.</summary>
    public static readonly DiagnosticDescriptor UnseenType = new(
        "GT3007", "Orleans' generator does not see a generated type",
        "Orleans' generator writes code for '{0}' that does not compile, because it does not see '{1}', which GenTracker generates in this project; {2}",
        Category, DiagnosticSeverity.Warning, isEnabledByDefault: true, "Generators do not see each other's output, only what the user has written.",
        Page("GT3007"));

    /// <summary>GT3008.</summary>
    public static readonly DiagnosticDescriptor OpenedPastCluster = new(
        "GT3008", "A child of a clustered class is opened past the cluster",
        "'{0}' opens a child of '{1}' on this node alone, while another node may run the same key; use '{1}Cluster'",
        Category, DiagnosticSeverity.Warning, isEnabledByDefault: true, "Only the cluster sees to it that one node owns a key.", Page("GT3008"));

    /// <summary>GT3009.</summary>
    public static readonly DiagnosticDescriptor HostedPastCluster = new(
        "GT3009", "The tracker of a clustered class is registered by AddTracker",
        "'AddTracker' closes the tracker of '{0}' when the host begins to stop, before its keys are handed over; remove it: 'Add{0}Cluster' registers the "
            + "tracker on a silo",
        Category, DiagnosticSeverity.Warning, isEnabledByDefault: true, "On a silo the cluster owns the tracker. A client has none.", Page("GT3009"));

    /// <summary>GT3010.</summary>
    public static readonly DiagnosticDescriptor SharedName = new(
        "GT3010", "Two clustered classes have the same name",
        "'{0}' has the same tracker name as '{1}', '{2}', so their keys would be one another's in the cluster; give [Tracker] a Name",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, "The store and the grains know a class by the name of its tracker.", Page("GT3010"),
        WellKnownDiagnosticTags.CompilationEnd);

    /// <summary>All of them, in the order of their ids.</summary>
    public static readonly ImmutableArray<DiagnosticDescriptor> All =
    [
        CannotBeClustered, KeyCannotBeNamed, CallCannotBeCarried, ContractDoesNotFit, SameNumber, NoCodec, UnseenType, OpenedPastCluster, HostedPastCluster,
        SharedName,
    ];

    private static DiagnosticDescriptor Error(string id, string title, string message, string description) => new(
        id, title, message, Category, DiagnosticSeverity.Error, isEnabledByDefault: true, description, Page(id));

    private static string Page(string id) => $"https://github.com/gentracker/gentracker/blob/main/docs/rules/{id}.md";
}
