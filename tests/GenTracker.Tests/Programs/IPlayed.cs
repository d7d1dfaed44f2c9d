using System.Collections.Generic;

namespace GenTracker.Tests.Programs;

/// <summary>What a program is played on: the tracker, or the model of it.</summary>
internal interface IPlayed
{
    /// <summary>Does one step, and all that follows from it without the clock being moved.</summary>
    void Do(Command command);

    /// <summary>All that can be seen from outside, in words.</summary>
    IReadOnlyList<string> Look();
}
