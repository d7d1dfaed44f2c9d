using System.Collections.Generic;

namespace GenTracker.Orleans.Owning;

/// <summary>The nodes as the membership sees them.</summary>
internal interface IMembers
{
    /// <summary>The nodes that take calls, in the same order on each of them.</summary>
    IReadOnlyList<string> GetActive();

    /// <summary>Those of them that have a class, in the same order.</summary>
    /// <param name="tracker">The tracker's name.</param>
    IReadOnlyList<string> GetActive(string tracker);

    /// <summary>Whether the membership has declared a node dead.</summary>
    bool IsDead(string node);
}
