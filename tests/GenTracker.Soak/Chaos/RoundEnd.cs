namespace GenTracker.Soak.Chaos;

/// <summary>How a round's trackers end.</summary>
internal enum RoundEnd
{
    /// <summary>All children are stopped and checked first; then the trackers are closed.</summary>
    Idle,

    /// <summary>The trackers are closed while everybody is at work and some children hang.</summary>
    AtWork,

    /// <summary>The same, with children whose stop has no limit, until the close token fires.</summary>
    UnderPressure,
}
