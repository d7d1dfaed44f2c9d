using System.ComponentModel;
using Orleans;

namespace GenTracker.Orleans.Runtime;

/// <summary>Which children a tool asks a node for: see <see cref="ChildQuery"/>.</summary>
/// <param name="KeyText">The text of the only key that is asked for. <see langword="null"/>: all keys.</param>
/// <param name="KeyPrefix">How the keys' texts begin.</param>
/// <param name="KeyContains">What the keys' texts contain.</param>
/// <param name="State">The state.</param>
/// <param name="Sort">What the children are sorted by.</param>
/// <param name="Attribute">The attribute that they are sorted by.</param>
/// <param name="IsDescending">Whether the order is reversed.</param>
/// <param name="Take">How many are given.</param>
[GenerateSerializer, Immutable, Alias("gentracker.nodequery")]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record NodeQuery(
    [property: Id(0)] string? KeyText,
    [property: Id(1)] string? KeyPrefix,
    [property: Id(2)] string? KeyContains,
    [property: Id(3)] ChildState? State,
    [property: Id(4)] ChildSort Sort,
    [property: Id(5)] string? Attribute,
    [property: Id(6)] bool IsDescending,
    [property: Id(7)] int Take);
