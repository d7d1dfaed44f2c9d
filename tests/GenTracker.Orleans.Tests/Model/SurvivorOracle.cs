using System;
using System.Collections.Generic;

namespace GenTracker.Orleans.Tests.Model;

/// <summary>
/// What a child may begin with. The value of a child that survives is its epoch and a count, so that each value is of one child, and a later one is greater.
/// </summary>
/// <param name="require">Fails the history if a condition does not hold.</param>
internal sealed class SurvivorOracle(Action<bool, string> require)
{
    private readonly Dictionary<(string Key, long Epoch), int> _counts = [];

    // The first epoch of the present lifecycle of each key, and the last value that the store has confirmed of it.
    private readonly Dictionary<string, long> _begun = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (long Epoch, int Count)> _confirmed = new(StringComparer.Ordinal);

    /// <summary>How many children have begun with a value of another one that was lost.</summary>
    public int Inherited { get; private set; }

    public static byte[] ToBytes(long epoch, int count) => [.. BitConverter.GetBytes(epoch), .. BitConverter.GetBytes(count)];

    public void OnCounted(SimulatedChild child) => _counts[(child.Key, child.Epoch)] = child.Count;

    /// <summary>What was before this epoch of a key is over: it has ended for good, or is opened anew.</summary>
    public void OnBegun(string key, long epoch)
    {
        _begun[key] = epoch;
        if (_confirmed.TryGetValue(key, out (long Epoch, int) confirmed) && confirmed.Epoch < epoch)
            _confirmed.Remove(key);
    }

    /// <summary>The store has confirmed a value.</summary>
    public void OnWritten(string key, byte[] survivors)
    {
        (long epoch, int count) = Parse(survivors);
        if (epoch >= _begun.GetValueOrDefault(key) && (epoch, count).CompareTo(_confirmed.GetValueOrDefault(key)) > 0)
            _confirmed[key] = (epoch, count);
    }

    /// <summary>A child begins with what the store has.</summary>
    public void OnStarting(SimulatedChild child, byte[]? survivors)
    {
        _confirmed.TryGetValue(child.Key, out (long Epoch, int Count) confirmed);
        if (survivors is null)
        {
            require(confirmed == default, $"{child.Key}/{child.Epoch} begins with nothing, and the store has confirmed {confirmed}");
            return;
        }

        (long Epoch, int Count) value = Parse(survivors);
        Inherited++;
        require(value.CompareTo(confirmed) >= 0, $"{child.Key}/{child.Epoch} begins with {value}, and the store has confirmed {confirmed}");
        require(
            value.Epoch >= _begun.GetValueOrDefault(child.Key) && value.Epoch < child.Epoch,
            $"{child.Key}/{child.Epoch} begins with {value}, and its lifecycle has begun with epoch {_begun.GetValueOrDefault(child.Key)}");
        require(
            value.Count <= _counts.GetValueOrDefault((child.Key, value.Epoch)),
            $"{child.Key}/{child.Epoch} begins with {value}, which no child has had");
    }

    private static (long Epoch, int Count) Parse(byte[] survivors) => (BitConverter.ToInt64(survivors), BitConverter.ToInt32(survivors, sizeof(long)));
}
