using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace GenTracker.Orleans.Stores;

/// <summary>
/// What must outlive a node: the leases of the nodes, and for each key who owns it, how often it changed hands, whether it must run, and with which arguments.
/// One instance serves one service (the ServiceId of Orleans) and keeps the rows of services apart.
/// </summary>
/// <remarks>
/// <para>
/// All members are thread-safe and may be called concurrently; a provider may join concurrent calls into one statement. Each call is one atomic step, and
/// durable when it has returned. A call whose token fires, or that throws, may have been done or not.
/// </para>
/// <para>
/// A provider compares times of one clock only, its own, and hands out nothing but differences. A lease is over from the instant at which its duration has
/// elapsed on that clock. The promises of a cluster rest on <see cref="AcquireAsync"/> and <see cref="RenewAsync"/>: the class
/// <c>ClusterStoreContract</c> of the repository's tests checks a provider.
/// </para>
/// </remarks>
public interface IClusterStore
{
    /// <summary>Creates what the store needs, and updates what an earlier version created. Several nodes may call it at once, and again.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>A task that completes when the other members may be called.</returns>
    Task InitializeAsync(CancellationToken cancellationToken);

    /// <summary>Grants or prolongs the lease of a node. After <see cref="RevokeNodeAsync"/> or <see cref="ReleaseNodeAsync"/> it does neither.</summary>
    /// <param name="node">The node. Its name is never used again by another one.</param>
    /// <param name="cluster">The cluster that the node belongs to.</param>
    /// <param name="duration">How long the lease runs from the call on, by the store's clock.</param>
    /// <param name="request">What the node asks for.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns><see langword="false"/> if the node does not get the lease; nothing was changed.</returns>
    Task<bool> RenewAsync(string node, string cluster, TimeSpan duration, LeaseRequest request, CancellationToken cancellationToken);

    /// <summary>
    /// Lets a node own its keys until its lease is over, and no longer: it is never renewed, and the node acquires nothing. Of a node that is unknown, nothing
    /// is remembered.
    /// </summary>
    /// <param name="node">The node.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>A task that completes when it is done.</returns>
    Task RevokeNodeAsync(string node, CancellationToken cancellationToken);

    /// <summary>Ends the lease of a node at once, and for ever. The node itself calls it, when no child of it runs any more.</summary>
    /// <param name="node">The node.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>A task that completes when it is done.</returns>
    Task ReleaseNodeAsync(string node, CancellationToken cancellationToken);

    /// <summary>Lists the nodes whose leases are not over.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>A new list, revoked nodes included.</returns>
    Task<IReadOnlyList<NodeRecord>> GetNodesAsync(CancellationToken cancellationToken);

    /// <summary>Reads the row of a key.</summary>
    /// <param name="tracker">The tracker's name.</param>
    /// <param name="key">The text of the key, which is compared ordinally.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The row. <see langword="null"/> if there is none.</returns>
    Task<KeyRecord?> FindAsync(string tracker, string key, CancellationToken cancellationToken);

    /// <summary>
    /// Takes a key for a node, with the next epoch: if the lease of the node is neither over nor revoked, and if no other node whose lease is not over owns
    /// the key. The node may own the key already; the epoch rises all the same. The first epoch of a row is above all epochs of deleted rows of the tracker.
    /// <see cref="KeyRecord.Survivors"/> stay with a key that keeps its arguments, and are deleted if the arguments are new.
    /// </summary>
    /// <param name="request">Who asks for what.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>What was done, and the row.</returns>
    Task<AcquireResult> AcquireAsync(AcquireRequest request, CancellationToken cancellationToken);

    /// <summary>
    /// Writes <see cref="KeyRecord.Survivors"/> of keys that a node owns with these epochs. Other keys are left out. So are keys for which a call with a
    /// higher sequence of the same epoch was done before: a call that was overtaken changes nothing. A provider may leave out a key whose row another call
    /// changes at the moment. A checkpoint is no change by which <see cref="DeleteEndedAsync"/> goes.
    /// </summary>
    /// <param name="tracker">The tracker's name.</param>
    /// <param name="node">The node that owns the keys.</param>
    /// <param name="sequence">A positive number that rises with each call of the node for the tracker.</param>
    /// <param name="checkpoints">What is written: each key once.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The keys that were written, in a new list, in any order.</returns>
    Task<IReadOnlyList<string>> CheckpointAsync(
        string tracker, string node, long sequence, IReadOnlyList<Checkpoint> checkpoints, CancellationToken cancellationToken);

    /// <summary>Gives a key up. Only the owner may, with the epoch that it has.</summary>
    /// <param name="tracker">The tracker's name.</param>
    /// <param name="key">The text of the key.</param>
    /// <param name="node">The node that owns the key.</param>
    /// <param name="epoch">The epoch with which the node owns it.</param>
    /// <param name="staysWanted"><see langword="true"/> leaves open whether the key must run, so that another node takes it if it must.</param>
    /// <param name="final">The serialized attributes of the child that has ended.</param>
    /// <param name="survivors">
    /// The serialized attributes that survive, for the next owner. <see langword="null"/> leaves those of the last checkpoint. Those of a key that need not run
    /// any more are deleted.
    /// </param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns><see langword="false"/> if the node does not own the key with that epoch; nothing was changed.</returns>
    Task<bool> ReleaseAsync(
        string tracker,
        string key,
        string node,
        long epoch,
        bool staysWanted,
        byte[]? final,
        byte[]? survivors,
        CancellationToken cancellationToken);

    /// <summary>Lists keys that are wanted and that no node owns whose lease is not over.</summary>
    /// <param name="tracker">The tracker's name.</param>
    /// <param name="limit">Maximum number of keys.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>A new list of keys, in any order.</returns>
    Task<IReadOnlyList<string>> GetOrphansAsync(string tracker, int limit, CancellationToken cancellationToken);

    /// <summary>Lists the keys whose row names a node as their owner, whether its lease is over or not.</summary>
    /// <param name="tracker">The tracker's name.</param>
    /// <param name="node">The node.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The epoch of each key, in a new dictionary.</returns>
    Task<IReadOnlyDictionary<string, long>> GetOwnedAsync(string tracker, string node, CancellationToken cancellationToken);

    /// <summary>
    /// Deletes the rows of keys that are not wanted, that no node owns whose lease is not over, and that were last acquired or released at least so long ago;
    /// and the rows of nodes whose leases have been over for at least so long.
    /// </summary>
    /// <param name="age">The time, by the store's clock.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The number of keys.</returns>
    Task<int> DeleteEndedAsync(TimeSpan age, CancellationToken cancellationToken);
}
