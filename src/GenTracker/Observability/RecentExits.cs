using System;
using System.Collections.Generic;
using System.Threading;
using GenTracker.Formatting;
using GenTracker.Runtime;

namespace GenTracker.Observability;

/// <summary>Remembers how the last incarnations of a tracker ended. All members are thread-safe.</summary>
internal abstract class RecentExits<TKey, TChild>
    where TKey : notnull
    where TChild : class
{
    /// <summary>Adds the end of an incarnation whose attributes are final.</summary>
    /// <param name="key">The key.</param>
    /// <param name="child">The child; null if its constructor gave none.</param>
    /// <param name="exit">How it ended.</param>
    public abstract void Add(TKey key, TChild? child, in ChildExit exit);

    /// <summary>The newest first, as tools see it.</summary>
    public abstract IReadOnlyList<MonitoredExit> ToMonitored();
}

/// <summary>Remembers the ends with the attributes. The child itself, which may hold much more, is let go.</summary>
internal sealed class RecentExits<TKey, TChild, TAttrs>(AttrsReader<TKey, TChild, TAttrs> reader, int capacity) : RecentExits<TKey, TChild>
    where TKey : notnull
    where TChild : class
{
    private readonly Lock _lock = new();
    private readonly Queue<(ChildExitRecord<TKey, TAttrs> Record, bool HasAttrs)> _records = new();

    public override void Add(TKey key, TChild? child, in ChildExit exit)
    {
        var record = new ChildExitRecord<TKey, TAttrs> { Key = key, Exit = exit, Attrs = child is null ? default! : reader.Read(child) };
        lock (_lock)
        {
            if (_records.Count == capacity)
                _records.Dequeue();
            _records.Enqueue((record, child is not null));
        }
    }

    /// <summary>The newest first.</summary>
    public ChildExitRecord<TKey, TAttrs>[] ToArray() => Array.ConvertAll(GetNewestFirst(), static entry => entry.Record);

    public override IReadOnlyList<MonitoredExit> ToMonitored() => Array.ConvertAll(GetNewestFirst(), entry => new MonitoredExit
    {
        KeyText = UserText.FormatKey(entry.Record.Key),
        Exit = entry.Record.Exit,
        Values = entry.HasAttrs ? reader.GetValues(entry.Record.Attrs) : [],
    });

    private (ChildExitRecord<TKey, TAttrs> Record, bool HasAttrs)[] GetNewestFirst()
    {
        (ChildExitRecord<TKey, TAttrs>, bool)[] records;
        lock (_lock)
            records = _records.ToArray();
        Array.Reverse(records);
        return records;
    }
}
