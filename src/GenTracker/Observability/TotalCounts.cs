using System.Collections.Generic;
using System.Linq;
using System.Threading;
using GenTracker.Runtime;

namespace GenTracker.Observability;

/// <summary>What the children of a tracker have ever counted in the attributes that have a total.</summary>
/// <remarks>
/// <para>
/// The children are spread over shards. A shard has its living children, and the sum of what its ended ones counted. An ended child is sealed, so its move from
/// the one to the other, under the lock of the shard, changes no sum. Each living child's count only rises. So the sum of a shard only rises, and with it that
/// of all shards, although they are read one after the other and no lock spans two of them.
/// </para>
/// <para>The lock is held while the children of one shard are read: some nanoseconds for each, and no code but the generated reader runs.</para>
/// </remarks>
internal sealed class TotalCounts
{
    private const int ShardCount = 64;

    private readonly MeasuredValue[] _attributes;
    private readonly Shard[] _shards = new Shard[ShardCount];

    public TotalCounts(IEnumerable<MeasuredValue> attributes)
    {
        _attributes = [.. attributes];
        for (var i = 0; i < _shards.Length; i++)
            _shards[i] = new Shard(_attributes.Length);
    }

    /// <summary>Counts a child from now on: with all that it has counted itself, but without what it has inherited.</summary>
    public void Add(uint hash, object child)
    {
        Shard shard = GetShard(hash);
        lock (shard.Lock)
            shard.Living.Add(child);
    }

    /// <summary>Keeps what a child has counted, which is sealed, and not the child. Does nothing the second time.</summary>
    public void End(uint hash, object child)
    {
        Shard shard = GetShard(hash);
        lock (shard.Lock)
        {
            if (!shard.Living.Remove(child))
                return;
            for (var i = 0; i < _attributes.Length; i++)
                shard.Ended[i] += _attributes[i].ReadCounted(child);
        }
    }

    /// <summary>The total of an attribute, by its index.</summary>
    public long GetTotal(int index)
    {
        MeasuredValue attribute = _attributes[index];
        long total = 0;
        foreach (Shard shard in _shards)
        {
            lock (shard.Lock)
                total += shard.Ended[index] + shard.Living.Sum(attribute.ReadCounted);
        }

        return total;
    }

    private Shard GetShard(uint hash) => _shards[hash % ShardCount];

    private sealed class Shard(int attributes)
    {
        public Lock Lock { get; } = new();

        public HashSet<object> Living { get; } = new(ReferenceEqualityComparer.Instance);

        public long[] Ended { get; } = new long[attributes];
    }
}
