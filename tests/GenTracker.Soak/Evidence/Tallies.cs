using System;
using System.Threading;
using GenTracker.Soak.Children;

namespace GenTracker.Soak.Evidence;

/// <summary>
/// What was done to one child's attributes, as its callers were told. What was refused is not in it, and must not be in the child. Any number
/// of threads count; a user is in between <see cref="Begin"/> and <see cref="End"/>, and what it was told counts from then on.
/// </summary>
internal sealed class Tallies
{
    private long _users;
    private long _count;
    private long _total;
    private long _busy;
    private long _lasting;
    private long _seats;
    private long _peak;
    private int _writing;
    private long _stamp;
    private long _title;

    /// <summary>Whether somebody uses the child and has not reported yet.</summary>
    public bool HasUsers => Volatile.Read(ref _users) != 0;

    public void Begin() => Interlocked.Increment(ref _users);

    public void End() => Interlocked.Decrement(ref _users);

    public void Counted(long count) => Interlocked.Add(ref _count, count);

    public void CountedTotal(long count) => Interlocked.Add(ref _total, count);

    public void CountedBusy(long count) => Interlocked.Add(ref _busy, count);

    public void CountedLasting(long count) => Interlocked.Add(ref _lasting, count);

    public void TookSeat() => Interlocked.Increment(ref _seats);

    public void Raised(long value)
    {
        long seen = Volatile.Read(ref _peak);
        while (value > seen)
        {
            long before = Interlocked.CompareExchange(ref _peak, value, seen);
            if (before == seen)
                return;
            seen = before;
        }
    }

    /// <summary>Lets one writer at a time in, so that the last of the writes is known; the number to write, or 0.</summary>
    public long TryBeginWriting() => Interlocked.Exchange(ref _writing, 1) == 0 ? Math.Max(_stamp, _title) + 1 : 0;

    public void EndWriting() => Volatile.Write(ref _writing, 0);

    public void WroteStamp(long number) => Volatile.Write(ref _stamp, number);

    public void WroteTitle(long number) => Volatile.Write(ref _title, number);

    /// <summary>What was reported as done so far must be in the values already; what is wrong, or null.</summary>
    public string? FindLost(in Snapshot values, long lasting) =>
        values.Count < Volatile.Read(ref _count) ? $"Count is {values.Count}, {_count} were reported"
        : values.Total < Volatile.Read(ref _total) ? $"Total is {values.Total}, {_total} were reported"
        : values.Lasting < lasting + Volatile.Read(ref _lasting) ? $"Lasting is {values.Lasting}, it began at {lasting} and {_lasting} were reported"
        : values.Seats < Volatile.Read(ref _seats) ? $"Seats is {values.Seats}, {_seats} were reported"
        : values.Peak < Volatile.Read(ref _peak) ? $"Peak is {values.Peak}, {_peak} was reported"
        : null;

    /// <summary>When nobody uses the child any more, its values are exactly what was reported; what is wrong, or null.</summary>
    public string? FindWrong(in Snapshot values, long lasting) =>
        values.Count != _count ? $"Count is {values.Count}, {_count} were reported"
        : values.Total != _total ? $"Total is {values.Total}, {_total} were reported"
        : values.Busy != _busy ? $"Busy is {values.Busy}, {_busy} was reported"
        : values.Lasting != lasting + _lasting ? $"Lasting is {values.Lasting}, it began at {lasting} and {_lasting} were reported"
        : values.Seats != _seats ? $"Seats is {values.Seats}, {_seats} were reported"
        : values.Peak != _peak ? $"Peak is {values.Peak}, {_peak} was reported"
        : values.Stamp != Wide.Of(_stamp) ? $"Stamp is {values.Stamp}, {_stamp} was reported"
        : values.Title != TitleOf(_title) ? $"Title is {values.Title}, {_title} was reported"
        : null;

    public static string TitleOf(long number) => number == 0 ? Snapshot.NoTitle : "title " + number;
}
