using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using GenTracker.Formatting;
using GenTracker.Runtime;
using GenTracker.Table;

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
/// <remarks>
/// Each end has a number, which is its place in a ring. A place is written under the lock of its stripe, and neighbours in the ring have different stripes:
/// no lock is shared by all. Whoever reads takes all stripes, so it sees each end whole, and each that was added before. An end that is added
/// meanwhile may be missing, and may take the place of an older one already.
/// </remarks>
internal sealed class RecentExits<TKey, TChild, TAttrs>(AttrsReader<TKey, TChild, TAttrs> reader, int capacity) : RecentExits<TKey, TChild>
    where TKey : notnull
    where TChild : class
{
    private const int MinLength = 4;

    private readonly LockStripes _stripes = new();

    // The number of the last end; the first one has number 1.
    private long _last;

    // Replaced under all locks, by a longer one up to the capacity. Read under any of them.
    private Entry[] _ring = [];

    public override void Add(TKey key, TChild? child, in ChildExit exit)
    {
        var entry = new Entry
        {
            Record = new ChildExitRecord<TKey, TAttrs> { Key = key, Exit = exit, Attrs = child is null ? default! : reader.Read(child) },
            HasAttrs = child is not null,
            Number = Interlocked.Increment(ref _last),
        };
        int place = PlaceOf(entry.Number);
        while (!TryPut(place, entry))
            Grow(place);
    }

    /// <summary>The newest first.</summary>
    public ChildExitRecord<TKey, TAttrs>[] ToArray() => [.. GetNewestFirst().Select(static entry => entry.Record)];

    public override IReadOnlyList<MonitoredExit> ToMonitored() =>
    [
        .. GetNewestFirst().Select(entry => new MonitoredExit
        {
            KeyText = UserText.FormatKey(entry.Record.Key),
            Exit = entry.Record.Exit,
            Values = entry.HasAttrs ? reader.GetValues(entry.Record.Attrs) : [],
        }),
    ];

    private int PlaceOf(long number) => (int)((number - 1) % capacity);

    /// <summary>Puts an end in its place, unless a newer one has it. False if the ring has no such place yet.</summary>
    private bool TryPut(int place, in Entry entry)
    {
        lock (_stripes[(uint)place])
        {
            if (place >= _ring.Length)
                return false;
            if (_ring[place].Number < entry.Number)
                _ring[place] = entry;
            return true;
        }
    }

    private void Grow(int place)
    {
        _stripes.EnterAll();
        try
        {
            // Another thread may have done it.
            if (place >= _ring.Length)
                Array.Resize(ref _ring, (int)Math.Min(capacity, Math.Max(Math.Max(MinLength, place + 1L), _ring.Length * 2L)));
        }
        finally
        {
            _stripes.ExitAll();
        }
    }

    private List<Entry> GetNewestFirst()
    {
        var entries = new List<Entry>();
        _stripes.EnterAll();
        try
        {
            long newest = 0;
            foreach (ref readonly Entry entry in _ring.AsSpan())
                newest = Math.Max(newest, entry.Number);

            // A place that an end has not reached yet has an older one, or none, or the ring does not have it yet.
            for (long number = newest; number > Math.Max(0, newest - capacity); number--)
            {
                int place = PlaceOf(number);
                if (place < _ring.Length && _ring[place].Number == number)
                    entries.Add(_ring[place]);
            }
        }
        finally
        {
            _stripes.ExitAll();
        }

        return entries;
    }

    private struct Entry
    {
        public long Number;
        public bool HasAttrs;
        public ChildExitRecord<TKey, TAttrs> Record;
    }
}
