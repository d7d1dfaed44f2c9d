using System;
using System.Collections.Generic;

namespace GenTracker.AspNetCore.Answers;

/// <summary>A page of children.</summary>
internal sealed record ChildrenAnswer(
    DateTime Time, int Total, int Matching, int Skip, int Take, string Sort, bool Desc, IReadOnlyList<ChildAnswer> Children);

/// <summary>One child.</summary>
internal sealed record ChildAnswer
{
    public required string Key { get; init; }

    public required string State { get; init; }

    public required long Incarnation { get; init; }

    public required int Restarts { get; init; }

    public required DateTime StartedAt { get; init; }

    public required double AgeSeconds { get; init; }

    /// <summary>How the previous incarnation ended.</summary>
    public required LastExitAnswer? LastExit { get; init; }

    public required IReadOnlyList<object?> Values { get; init; }
}

/// <summary>One key: its child, and how its last incarnations ended.</summary>
internal sealed record KeyAnswer(DateTime Time, ChildAnswer? Child, IReadOnlyList<ExitAnswer> Exits);

/// <summary>Whether the key is free.</summary>
internal sealed record StopAnswer(bool Stopped);

/// <summary>Why a request was refused, in the form of RFC 9457.</summary>
internal sealed record ProblemAnswer(int Status, string Title, string Detail)
{
    /// <summary>The names that there are.</summary>
    [System.Text.Json.Serialization.JsonIgnore(Condition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Names { get; init; }
}
