using System.Collections.Generic;

namespace GenTracker.Tests.Programs;

/// <summary>What a program runs on: the tracker, or its model.</summary>
internal interface IProgramTarget
{
    /// <summary>Runs one step, and all that follows from it without moving the clock.</summary>
    void Do(Command command);

    /// <summary>Everything that is visible from outside, as text.</summary>
    IReadOnlyList<string> Look();
}
