namespace GenTracker.Soak.Chaos;

/// <summary>How a round's trackers come to their end.</summary>
internal enum RoundEnd
{
    /// <summary>All is stopped, let go and checked first; then the trackers are closed.</summary>
    Idle,

    /// <summary>The trackers are closed while everybody is at work and some children hang.</summary>
    AtWork,

    /// <summary>The same, with children that nobody may give up, until the closing's token ends the grace.</summary>
    UnderPressure,
}
