namespace ClusteredRooms.Nodes;

/// <summary>The name of a node, for the rooms that run on it.</summary>
public sealed record NodeName(string Value);
