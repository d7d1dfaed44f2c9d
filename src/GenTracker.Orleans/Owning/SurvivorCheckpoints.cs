using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Orleans.Stores;
using Microsoft.Extensions.Logging;

namespace GenTracker.Orleans.Owning;

/// <summary>
/// Writes the attributes that survive to the store while their children run, so that a key of a lost node goes on elsewhere with values of a moment ago. A key
/// is written if its values differ from those that the store has. Nothing depends on it: if the store is away, the values are written later.
/// </summary>
/// <param name="tracker">The tracker's name.</param>
/// <param name="store">The store.</param>
/// <param name="lease">The lease of this node.</param>
/// <param name="owner">The keys of this node.</param>
/// <param name="host">Reads the children.</param>
/// <param name="options">The options.</param>
/// <param name="logger">The logger.</param>
internal sealed class SurvivorCheckpoints(
    string tracker, IClusterStore store, NodeLease lease, KeyOwner owner, IChildHost host, TrackerClusterOptions options, ILogger logger)
{
    // A statement locks its rows until it is done, and acquisitions and releases wait for them.
    private const int MaxKeys = 500;
    private const int MaxBytes = 1_048_576;

    private readonly TimeProvider _time = options.TimeProvider;
    private long _sequence;

    /// <summary>Writes checkpoints until the token fires, or ends at once if the class has nothing that survives.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (options.CheckpointPeriod == Timeout.InfiniteTimeSpan)
            return;
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lease.Over);
        while (true)
        {
            await Pause.WaitAsync(options.CheckpointPeriod, _time, either.Token).ConfigureAwait(false);
            if (either.IsCancellationRequested || !await TryWriteAsync(either.Token).ConfigureAwait(false))
                return;
        }
    }

    // Whether there can be more to write.
    private async Task<bool> TryWriteAsync(CancellationToken cancellationToken)
    {
        List<(OwnedKey Key, byte[] Survivors)> batch = [];
        int bytes = 0;
        foreach ((OwnedKey key, byte[] survivors) in Read())
        {
            if (survivors.Length == 0)
                return false;
            if (key.Checkpoint is { } known && survivors.AsSpan().SequenceEqual(known))
                continue;
            batch.Add((key, survivors));
            bytes += survivors.Length;
            if (batch.Count < MaxKeys && bytes < MaxBytes)
                continue;
            if (!await TryWriteAsync(batch, cancellationToken).ConfigureAwait(false))
                return true;
            batch.Clear();
            bytes = 0;
        }

        if (batch.Count > 0)
            await TryWriteAsync(batch, cancellationToken).ConfigureAwait(false);
        return true;
    }

    // One log entry tells of all children that could not be read.
    private IEnumerable<(OwnedKey Key, byte[] Survivors)> Read()
    {
        int failed = 0;
        (string Key, Exception Exception)? last = null;
        try
        {
            foreach (OwnedKey key in owner.GetWanted())
            {
                byte[]? survivors;
                try
                {
                    survivors = host.ReadSurvivors(key.Key, key.Epoch);
                }
                catch (Exception exception)
                {
                    failed++;
                    last = (key.Key, exception);
                    continue;
                }

                if (survivors is not null)
                    yield return (key, survivors);
            }
        }
        finally
        {
            if (last is (var unreadable, var cause))
                OwningLog.SurvivorsUnreadable(logger, tracker, failed, unreadable, cause);
        }
    }

    // A call that was not answered may be done later than the next one. The sequence keeps it from undoing that.
    private async Task<bool> TryWriteAsync(List<(OwnedKey Key, byte[] Survivors)> batch, CancellationToken cancellationToken)
    {
        if (!lease.IsValid)
            return false;
        using var timeout = new CancellationTokenSource(options.Lease / 3, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        HashSet<string> written;
        try
        {
            written = new HashSet<string>(
                await store
                    .CheckpointAsync(
                        tracker,
                        lease.Node,
                        ++_sequence,
                        batch.ConvertAll(static entry => new Checkpoint(entry.Key.Key, entry.Key.Epoch, entry.Survivors)),
                        either.Token)
                    .WaitAsync(either.Token)
                    .ConfigureAwait(false),
                StringComparer.Ordinal);
        }
        catch (Exception exception)
        {
            // The store may have written the values, or writes them later.
            foreach ((OwnedKey key, _) in batch)
                key.Checkpoint = null;
            if (!cancellationToken.IsCancellationRequested)
                OwningLog.CheckpointFailed(logger, tracker, batch.Count, exception);
            return false;
        }

        foreach ((OwnedKey key, byte[] survivors) in batch)
        {
            if (written.Contains(key.Key))
                key.Checkpoint = survivors;
        }

        return true;
    }
}
