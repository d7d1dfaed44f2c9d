using System;
using System.Globalization;
using System.Runtime.Serialization;
using System.Text;
using System.Text.Json.Serialization;
using GenTracker.Formatting;

namespace GenTracker;

/// <summary>How one incarnation of a child ended.</summary>
public readonly record struct ChildExit
{
    /// <summary>Why it ended.</summary>
    public ExitReason Reason { get; init; }

    /// <summary>
    /// The exception of its constructor, start or run. <see langword="null"/> if there was none. Serializers leave it out: an exception cannot be serialized
    /// as a value, and its stack is for no client.
    /// </summary>
    [JsonIgnore]
    [IgnoreDataMember]
    public Exception? Exception { get; init; }

    /// <summary>When this incarnation began to start or was adopted, by the tracker's clock.</summary>
    public DateTimeOffset StartedAt { get; init; }

    /// <summary>When its attributes were sealed, by the tracker's clock.</summary>
    public DateTimeOffset EndedAt { get; init; }

    /// <summary>Number of the incarnation. For one key it always rises.</summary>
    public long Incarnation { get; init; }

    /// <summary>Number of restarts before this incarnation.</summary>
    public int Restarts { get; init; }

    /// <summary>Whether a restart was planned at that moment. A stop during the delay before it still frees the key.</summary>
    public bool WillRestart { get; init; }

    // As the compiler writes it, but the exception is a user's object, and its text may throw.
    private bool PrintMembers(StringBuilder builder)
    {
        string? exception = Exception is null ? null : UserText.FormatException(Exception);
        builder.Append(CultureInfo.InvariantCulture, $"Reason = {Reason}, Exception = {exception}, StartedAt = {StartedAt}, EndedAt = {EndedAt}, ");
        builder.Append(CultureInfo.InvariantCulture, $"Incarnation = {Incarnation}, Restarts = {Restarts}, WillRestart = {WillRestart}");
        return true;
    }
}
