using System.Collections.Concurrent;
using System.Collections.Generic;

namespace GenTracker.Contenders.ByHand;

/// <summary>An index by hand: a dictionary of sets. A move takes the entry's lock, so that two moves of one entry leave it in one set.</summary>
public sealed class OwnerIndex
{
    private readonly ConcurrentDictionary<string, ConcurrentDictionary<OwnedEntry, byte>> _sets = new();

    /// <summary>Moves an entry to another owner. A set that becomes empty stays, because another move may be about to add to it.</summary>
    public void Move(OwnedEntry entry, string owner)
    {
        lock (entry)
        {
            if (entry.Owner is { } previous && _sets.TryGetValue(previous, out ConcurrentDictionary<OwnedEntry, byte>? left))
                left.TryRemove(entry, out _);
            entry.Owner = owner;
            _sets.GetOrAdd(owner, static _ => new ConcurrentDictionary<OwnedEntry, byte>())[entry] = 0;
        }
    }

    /// <summary>The entries of an owner.</summary>
    public IEnumerable<KeyValuePair<OwnedEntry, byte>> Find(string owner) =>
        _sets.TryGetValue(owner, out ConcurrentDictionary<OwnedEntry, byte>? set) ? set : [];
}

/// <summary>What an index by hand finds.</summary>
public sealed class OwnedEntry
{
    /// <summary>The owner. It is written under the entry's lock.</summary>
    public string? Owner { get; set; }
}
