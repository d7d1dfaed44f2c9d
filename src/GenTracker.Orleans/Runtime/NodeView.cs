using System;
using System.ComponentModel;
using Orleans;

namespace GenTracker.Orleans.Runtime;

/// <summary>What a node shows tools of its tracker.</summary>
/// <param name="Counts">The number of children in each <see cref="ChildState"/>, in the order of its values.</param>
/// <param name="Starts">See <see cref="TrackerTotals"/>.</param>
/// <param name="Exits">See <see cref="TrackerTotals"/>.</param>
/// <param name="Restarts">See <see cref="TrackerTotals"/>.</param>
/// <param name="Abandoned">See <see cref="TrackerTotals"/>.</param>
/// <param name="RestartLimits">See <see cref="TrackerTotals"/>.</param>
/// <param name="Matching">How many children the query takes.</param>
/// <param name="Children">The first of them, in order.</param>
[GenerateSerializer, Immutable, Alias("gentracker.nodeview")]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record NodeView(
    [property: Id(0)] int[] Counts,
    [property: Id(1)] long Starts,
    [property: Id(2)] long Exits,
    [property: Id(3)] long Restarts,
    [property: Id(4)] long Abandoned,
    [property: Id(5)] long RestartLimits,
    [property: Id(6)] int Matching,
    [property: Id(7)] NodeChild[] Children);

/// <summary>A child as a node shows it to tools.</summary>
/// <param name="KeyText">The text of its key, as tools have it.</param>
/// <param name="State">Its state.</param>
/// <param name="Incarnation">Its incarnation.</param>
/// <param name="Restarts">How often it was restarted on this node.</param>
/// <param name="StartedAt">When it began to start.</param>
/// <param name="Age">The time since then.</param>
/// <param name="Values">Its attributes: numbers, times and Booleans as they are, all others as text.</param>
[GenerateSerializer, Immutable, Alias("gentracker.nodechild")]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record NodeChild(
    [property: Id(0)] string KeyText,
    [property: Id(1)] ChildState State,
    [property: Id(2)] long Incarnation,
    [property: Id(3)] int Restarts,
    [property: Id(4)] DateTimeOffset StartedAt,
    [property: Id(5)] TimeSpan Age,
    [property: Id(6)] object?[] Values);
