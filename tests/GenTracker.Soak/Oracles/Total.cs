namespace GenTracker.Soak.Oracles;

/// <summary>What is counted over a whole soak.</summary>
internal enum Total
{
    Rounds, Opens, Children, FailedStarts, Restarts, Stops, Adoptions, Abandoned, Events, Counts, Finds, LogMessages,
}
