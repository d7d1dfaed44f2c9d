using System.ComponentModel;
using Orleans;

namespace GenTracker.Orleans.Runtime;

/// <summary>Where the child of a key runs.</summary>
/// <param name="Incarnation">Its incarnation.</param>
/// <param name="Node">The node: the address of its silo.</param>
[GenerateSerializer, Immutable, Alias("gentracker.handle")]
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct ChildHandle([property: Id(0)] long Incarnation, [property: Id(1)] string Node);
