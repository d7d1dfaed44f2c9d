using System;
using System.Collections.Generic;
using System.Text.Json.Serialization;

namespace GenTracker.AspNetCore.Answers;

/// <summary>The ends that a tracker remembers, the newest first.</summary>
internal sealed record ExitsAnswer(DateTime Time, IReadOnlyList<ExitAnswer> Exits);

/// <summary>How an incarnation ended.</summary>
internal record LastExitAnswer
{
    public required string Reason { get; init; }

    public required DateTime StartedAt { get; init; }

    public required DateTime EndedAt { get; init; }

    public required long Incarnation { get; init; }

    public required int Restarts { get; init; }

    public required bool WillRestart { get; init; }

    public required ExceptionAnswer? Exception { get; init; }
}

/// <summary>How an incarnation of a key ended, and its final attributes.</summary>
internal sealed record ExitAnswer : LastExitAnswer
{
    public required string Key { get; init; }

    public required IReadOnlyList<object?> Values { get; init; }
}

/// <summary>An exception.</summary>
internal sealed record ExceptionAnswer(string Type, string Message)
{
    /// <summary>With its stack trace; null in lists of children.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Text { get; init; }
}
