using Orleans;

namespace GenTracker.Orleans.Runtime;

/// <summary>What the row of a key keeps of the child that has ended.</summary>
[GenerateSerializer, Immutable, Alias("gentracker.ended")]
internal sealed record EndedState
{
    /// <summary>Why it ended.</summary>
    [Id(0)]
    public ExitReason Reason { get; init; }

    /// <summary>Its final attributes. <see langword="null"/> if it never ran, or if they could not be serialized.</summary>
    [Id(1)]
    public AttrSnapshot? Attrs { get; init; }
}
