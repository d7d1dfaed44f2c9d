namespace GenTracker.Supervision;

/// <summary>What a child that was given up has left running: those phases that are there and were given up.</summary>
internal readonly record struct Remains(Phase? Start, Phase? Run, Phase? AfterTerminate, Phase? Disposal);
