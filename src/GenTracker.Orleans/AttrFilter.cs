using GenTracker.Orleans.Runtime;
using Orleans;

namespace GenTracker.Orleans;

/// <summary>
/// A condition on an attribute, which is evaluated on the nodes where the children are. The generated class <c>By</c> of a cluster makes them. Strings compare
/// ordinally.
/// </summary>
/// <param name="Attr">The attribute's number; see <see cref="WireName"/>.</param>
/// <param name="Comparison">How to compare.</param>
/// <param name="Value">What to compare with.</param>
[GenerateSerializer, Immutable, Alias("gentracker.filter")]
public readonly record struct AttrFilter([property: Id(0)] uint Attr, [property: Id(1)] Comparison Comparison, [property: Id(2)] AttrValue Value);
