using System;
using System.Globalization;
using System.Text;
using GenTracker.Formatting;

namespace GenTracker;

/// <summary>Snapshot of one child.</summary>
/// <typeparam name="TKey">The key's type.</typeparam>
/// <typeparam name="TChild">The child's type.</typeparam>
public sealed record ChildInfo<TKey, TChild>
    where TKey : notnull
    where TChild : class
{
    // Most children have none, so it is not a part of each description: a list of all children would be twice as large.
    private readonly BoxedExit? _lastExit;

    /// <summary>The child's key.</summary>
    public required TKey Key { get; init; }

    /// <summary>State of the child.</summary>
    public required ChildState State { get; init; }

    /// <summary>
    /// The child object. <see langword="null"/> until it is constructed. While <see cref="ChildState.Restarting"/>, the incarnation that ended.
    /// </summary>
    public TChild? Child { get; init; }

    /// <summary>Number of the incarnation.</summary>
    public required long Incarnation { get; init; }

    /// <summary>When this incarnation began to start or was adopted, by the tracker's clock.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Number of restarts since the key was opened or adopted.</summary>
    public required int Restarts { get; init; }

    /// <summary>How the previous incarnation ended. <see langword="null"/> if there was none since the key was opened or adopted.</summary>
    public ChildExit? LastExit
    {
        get => _lastExit?.Exit;
        init => _lastExit = value is { } exit ? new(exit) : null;
    }

    // As the compiler writes it, but the key and the child are a user's objects, and their texts may throw.
    private bool PrintMembers(StringBuilder builder)
    {
        builder.Append(CultureInfo.InvariantCulture, $"Key = {UserText.Format(Key)}, State = {State}, Child = {UserText.Format(Child)}, ");
        builder.Append(CultureInfo.InvariantCulture, $"Incarnation = {Incarnation}, StartedAt = {StartedAt}, Restarts = {Restarts}, LastExit = {LastExit}");
        return true;
    }

    private sealed record BoxedExit(ChildExit Exit);
}
