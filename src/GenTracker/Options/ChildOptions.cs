using System;

namespace GenTracker;

/// <summary>
/// Overrides options of the tracker for one child. <see langword="null"/> keeps the tracker's value. Instances are immutable, so children may share one.
/// </summary>
public sealed record ChildOptions
{
    /// <summary>When the child is restarted.</summary>
    public RestartPolicy? Restart { get; init; }

    /// <summary>
    /// Time that the child has to end after its stopping token fires. <see cref="System.Threading.Timeout.InfiniteTimeSpan"/> and zero are allowed.
    /// </summary>
    public TimeSpan? StopTimeout { get; init; }

    /// <summary>Whether <see cref="ITrackedChild.RunAsync"/> is called on a thread of its own, for code that blocks.</summary>
    public bool? LongRunning { get; init; }

    /// <summary>
    /// Number of the child's first incarnation; each restart adds one. For those who number the incarnations of a key beyond this process, as a cluster does.
    /// <see langword="null"/>, the default, lets the tracker number it. Valid: 1 to <see cref="long.MaxValue"/> − <see cref="int.MaxValue"/>, so that there
    /// is room for all restarts.
    /// </summary>
    /// <remarks>
    /// The tracker does not compare it with earlier numbers of the key: whoever sets it makes the numbers rise. The numbers of such a child have no effect on
    /// those that the tracker gives to other children.
    /// </remarks>
    public long? FirstIncarnation { get; init; }

    /// <summary>
    /// Values of attributes that survive, with which the first incarnation starts: after its constructor and before <see cref="ITrackedChild.StartAsync"/>, as
    /// on a restart. An attribute that is not in the snapshot keeps its constructor's value, and a name that the class does not have is ignored, so that two
    /// versions of a class understand each other. A value of another type fails the start. Restarts inherit from the last incarnation.
    /// </summary>
    public ChildSnapshot? Snapshot { get; init; }
}
