using System;

namespace GenTracker.Orleans;

/// <summary>
/// Options of a node: how long it owns its keys without an answer of the store. They are the options of the silo, for example by
/// <c>silo.Configure&lt;TrackerClusterOptions&gt;(o =&gt; o.Lease = TimeSpan.FromSeconds(5))</c>, and are validated when the silo starts. Instances are not
/// thread-safe.
/// </summary>
public sealed class TrackerClusterOptions
{
    /// <summary>
    /// How long other nodes wait for a node that does not answer any more before they take its keys. The node renews its lease every third of it. At least one
    /// second. Default: 15 s.
    /// </summary>
    public TimeSpan Lease { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// The last part of the lease, in which a node that could not renew it stops its children. At most a third of <see cref="Lease"/>. It must be longer than
    /// the clocks of two machines drift apart within one lease. Default: 5 s, as long as trackers give a child to stop.
    /// </summary>
    public TimeSpan StopMargin { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How often a node looks for keys that must run and have no owner, beside each change of the membership. Default: 5 s.</summary>
    public TimeSpan SweepPeriod { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Maximum number of keys that a node takes over at the same time. Default: 64.</summary>
    public int TakeoverParallelism { get; set; } = 64;

    /// <summary>
    /// How often a node writes the attributes that survive (<see cref="TrackedAttrAttribute.Survives"/>) of its running children to the store, if they have
    /// changed: a key of a lost node goes on elsewhere with the values of its last checkpoint. At least 100 ms. Default: 10 s.
    /// <see cref="System.Threading.Timeout.InfiniteTimeSpan"/> writes none, so a crash loses these values.
    /// </summary>
    public TimeSpan CheckpointPeriod { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>What a node does when the store is away for longer than the lease. Default: <see cref="StoreLossPolicy.StopChildren"/>.</summary>
    public StoreLossPolicy OnStoreLost { get; set; } = StoreLossPolicy.StopChildren;

    /// <summary>
    /// Time that the host has to stop after its node has lost the lease; then the process exits with code 75, because a silo that cannot reach its membership
    /// table may hang in its stop. Default: 15 s. <see cref="System.Threading.Timeout.InfiniteTimeSpan"/> never exits.
    /// </summary>
    public TimeSpan ExitTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// How long the row of an ended key is kept, with its final attributes. Its number is not forgotten: a row that is made anew starts above it. At least a
    /// minute. Default: one day.
    /// </summary>
    public TimeSpan KeepEnded { get; set; } = TimeSpan.FromDays(1);

    /// <summary>Clock for leases, periods and delays.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;
}
