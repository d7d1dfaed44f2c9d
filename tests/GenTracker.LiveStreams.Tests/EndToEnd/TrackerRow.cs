namespace GenTracker.LiveStreams.Tests.EndToEnd;

/// <summary>What the dashboard says of a tracker: its running children, and what it has counted since it was made.</summary>
internal sealed record TrackerRow(int Running, long Starts, long Exits, long Abandoned);
