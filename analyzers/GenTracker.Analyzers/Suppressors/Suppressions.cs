using Microsoft.CodeAnalysis;

namespace GenTracker.Analyzers.Suppressors;

/// <summary>All suppressions.</summary>
internal static class Suppressions
{
    public static readonly SuppressionDescriptor SetInStart = new(
        "GTS0001", "CS8618", "StartAsync sets it, before which the tracker neither runs the child nor lets anybody find it.");

    public static readonly SuppressionDescriptor DiscardedParameter = new(
        "GTS0002", "CA1725", "The name '_' says that a parameter which the tracker gives is not used, which GT1006 asks for.");

    public static readonly SuppressionDescriptor IncrementedAttribute = new(
        "GTS0003", "IDE0052", "The attribute is used by its generated members.");
}
