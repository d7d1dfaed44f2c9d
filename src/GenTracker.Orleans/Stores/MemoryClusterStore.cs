using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace GenTracker.Orleans.Stores;

/// <summary>
/// A store in the memory of one process, for development and tests. It does all that a store does, but its rows end with the process. Silos in one process can
/// share an instance. All members are thread-safe.
/// </summary>
/// <param name="timeProvider">The clock of the leases. If <see langword="null"/>, the system's.</param>
public sealed class MemoryClusterStore(TimeProvider? timeProvider = null) : IClusterStore
{
    private readonly TimeProvider _time = timeProvider ?? TimeProvider.System;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, NodeLeaseRow> _nodes = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Tracker, string Key), KeyRow> _keys = [];

    // The highest epoch of the deleted rows of each tracker.
    private readonly Dictionary<string, long> _deletedEpochs = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public Task InitializeAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task<bool> RenewAsync(string node, string cluster, TimeSpan duration, LeaseRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(node);
        lock (_lock)
        {
            if (_nodes.TryGetValue(node, out NodeLeaseRow? row))
            {
                if (row.IsRevoked || (IsOver(row) && request != LeaseRequest.Regain))
                    return Task.FromResult(false);
            }
            else if (request == LeaseRequest.Renewal)
            {
                return Task.FromResult(false);
            }
            else
            {
                _nodes[node] = row = new NodeLeaseRow(cluster);
            }

            row.Duration = duration;
            row.GrantedAt = _time.GetTimestamp();
            return Task.FromResult(true);
        }
    }

    /// <inheritdoc/>
    public Task RevokeNodeAsync(string node, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_nodes.TryGetValue(node, out NodeLeaseRow? row))
                row.IsRevoked = true;
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task ReleaseNodeAsync(string node, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_nodes.TryGetValue(node, out NodeLeaseRow? row) && !(row.IsRevoked && IsOver(row)))
            {
                row.IsRevoked = true;
                row.Duration = TimeSpan.Zero;
                row.GrantedAt = _time.GetTimestamp();
            }
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<NodeRecord>> GetNodesAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult<IReadOnlyList<NodeRecord>>(
            [
                .. _nodes.Where(node => !IsOver(node.Value)).Select(node => new NodeRecord(
                    node.Key, node.Value.Cluster, node.Value.Duration - _time.GetElapsedTime(node.Value.GrantedAt), node.Value.IsRevoked)),
            ]);
        }
    }

    /// <inheritdoc/>
    public Task<KeyRecord?> FindAsync(string tracker, string key, CancellationToken cancellationToken)
    {
        lock (_lock)
            return Task.FromResult(_keys.GetValueOrDefault((tracker, key))?.Record);
    }

    /// <inheritdoc/>
    public Task<AcquireResult> AcquireAsync(AcquireRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        lock (_lock)
        {
            KeyRow? row = _keys.GetValueOrDefault((request.Tracker, request.Key));
            KeyRecord? present = row?.Record;
            if (!_nodes.TryGetValue(request.Node, out NodeLeaseRow? lease) || lease.IsRevoked || IsOver(lease))
                return Task.FromResult(new AcquireResult(AcquireStatus.NoLease, present));
            if (present?.Owner is { } owner && owner != request.Node && _nodes.TryGetValue(owner, out NodeLeaseRow? other) && !IsOver(other))
                return Task.FromResult(new AcquireResult(AcquireStatus.OwnedByOther, present));
            if (request.Arguments is null && present is not { IsWanted: true })
                return Task.FromResult(new AcquireResult(AcquireStatus.NotWanted, present));
            bool keeps = present is { IsWanted: true } && (request.Arguments is null || !request.Replaces);
            var acquired = new KeyRecord
            {
                Key = request.Key,
                Epoch = (present?.Epoch ?? _deletedEpochs.GetValueOrDefault(request.Tracker)) + 1,
                Owner = request.Node,
                IsWanted = keeps || request.IsWanted,
                Arguments = keeps ? present!.Arguments : request.Arguments,
                Survivors = keeps ? present!.Survivors : null,
                Final = present?.Final,
            };
            _keys[(request.Tracker, request.Key)] = new KeyRow(acquired with { Final = null }, _time.GetTimestamp());
            return Task.FromResult(new AcquireResult(AcquireStatus.Acquired, acquired));
        }
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> CheckpointAsync(
        string tracker, string node, long sequence, IReadOnlyList<Checkpoint> checkpoints, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(checkpoints);
        List<string> written = [];
        lock (_lock)
        {
            foreach ((string key, long epoch, byte[] survivors) in checkpoints)
            {
                if (_keys.GetValueOrDefault((tracker, key)) is not { } row || row.Record.Owner != node || row.Record.Epoch != epoch)
                    continue;
                if (row.Sequence >= sequence)
                    continue;
                _keys[(tracker, key)] = row with { Record = row.Record with { Survivors = survivors }, Sequence = sequence };
                written.Add(key);
            }
        }

        return Task.FromResult<IReadOnlyList<string>>(written);
    }

    /// <inheritdoc/>
    public Task<bool> ReleaseAsync(
        string tracker,
        string key,
        string node,
        long epoch,
        bool staysWanted,
        byte[]? final,
        byte[]? survivors,
        CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_keys.GetValueOrDefault((tracker, key))?.Record is not { } present || present.Owner != node || present.Epoch != epoch)
                return Task.FromResult(false);
            bool isWanted = staysWanted && present.IsWanted;
            KeyRecord released = present with
            {
                Owner = null,
                IsWanted = isWanted,
                Survivors = isWanted ? survivors ?? present.Survivors : null,
                Final = final,
            };
            _keys[(tracker, key)] = new KeyRow(released, _time.GetTimestamp());
            return Task.FromResult(true);
        }
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> GetOrphansAsync(string tracker, int limit, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult<IReadOnlyList<string>>(
            [
                .. _keys
                    .Where(key => key.Key.Tracker == tracker && key.Value.Record.IsWanted && !IsOwned(key.Value.Record))
                    .Select(static key => key.Key.Key)
                    .Take(limit),
            ]);
        }
    }

    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<string, long>> GetOwnedAsync(string tracker, string node, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult<IReadOnlyDictionary<string, long>>(_keys
                .Where(key => key.Key.Tracker == tracker && key.Value.Record.Owner == node)
                .ToDictionary(static key => key.Key.Key, static key => key.Value.Record.Epoch, StringComparer.Ordinal));
        }
    }

    /// <inheritdoc/>
    public Task<int> DeleteEndedAsync(TimeSpan age, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            int deleted = 0;
            foreach (((string tracker, string key), (KeyRecord record, long changedAt, _)) in _keys.ToArray())
            {
                if (record.IsWanted || IsOwned(record) || _time.GetElapsedTime(changedAt) < age)
                    continue;
                _deletedEpochs[tracker] = Math.Max(_deletedEpochs.GetValueOrDefault(tracker), record.Epoch);
                _keys.Remove((tracker, key));
                deleted++;
            }

            foreach ((string node, NodeLeaseRow row) in _nodes.ToArray())
            {
                if (_time.GetElapsedTime(row.GrantedAt) - row.Duration >= age)
                    _nodes.Remove(node);
            }

            return Task.FromResult(deleted);
        }
    }

    private bool IsOwned(KeyRecord record) => record.Owner is { } owner && _nodes.TryGetValue(owner, out NodeLeaseRow? row) && !IsOver(row);

    private bool IsOver(NodeLeaseRow row) => _time.GetElapsedTime(row.GrantedAt) >= row.Duration;

    private sealed class NodeLeaseRow(string cluster)
    {
        public string Cluster { get; } = cluster;

        public TimeSpan Duration { get; set; }

        public long GrantedAt { get; set; }

        public bool IsRevoked { get; set; }
    }

    // The sequence is that of the last checkpoint of the epoch.
    private sealed record KeyRow(KeyRecord Record, long ChangedAt, long Sequence = 0);
}
