using System;
using System.Threading;
using GenTracker.Soak.Children;

namespace GenTracker.Soak.Evidence;

/// <summary>
/// What was done to one child's attributes, as its callers were told: what was reported as done, and what was refused. Any number of
/// threads count; a user is in between <see cref="Begin"/> and <see cref="End"/>, and what it was told counts from then on.
/// </summary>
internal sealed class Tallies
{
    private long _users;
    private long _count;
    private long _total;
    private long _busy;
    private long _lasting;
    private long _seats;
    private long _refusedSeats;
    private long _peak;
    private long _refusedPeak;
    private int _writing;
    private long _stamp;
    private long _refusedStamp;
    private long _title;
    private long _refusedTitle;

    /// <summary>Whether somebody uses the child and has not reported yet.</summary>
    public bool HasUsers => Volatile.Read(ref _users) != 0;

    public void Begin() => Interlocked.Increment(ref _users);

    public void End() => Interlocked.Decrement(ref _users);

    public void Counted(long count) => Interlocked.Add(ref _count, count);

    public void CountedTotal(long count) => Interlocked.Add(ref _total, count);

    public void CountedBusy(long count) => Interlocked.Add(ref _busy, count);

    public void CountedLasting(long count) => Interlocked.Add(ref _lasting, count);

    public void TookSeat(bool isRefused) => Interlocked.Increment(ref isRefused ? ref _refusedSeats : ref _seats);

    public void Raised(long value, bool isRefused) => Raise(ref isRefused ? ref _refusedPeak : ref _peak, value);

    /// <summary>Lets one writer at a time in, so that the last of the writes is known; the number to write, or 0.</summary>
    public long TryBeginWriting() => Interlocked.Exchange(ref _writing, 1) == 0 ? Math.Max(_stamp, _refusedStamp) + 1 : 0;

    public void EndWriting() => Volatile.Write(ref _writing, 0);

    public void WroteStamp(long number, bool isRefused) => Volatile.Write(ref isRefused ? ref _refusedStamp : ref _stamp, number);

    public void WroteTitle(long number, bool isRefused) => Volatile.Write(ref isRefused ? ref _refusedTitle : ref _title, number);

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
        : values.Seats < _seats || values.Seats > _seats + _refusedSeats ? $"Seats is {values.Seats}, {_seats} were reported and {_refusedSeats} refused"
        : values.Peak != _peak && values.Peak != _refusedPeak ? $"Peak is {values.Peak}, {_peak} was reported and {_refusedPeak} refused"
        : values.Stamp != Wide.Of(_stamp) && values.Stamp != Wide.Of(_refusedStamp) ? $"Stamp is {values.Stamp}, {_stamp} was reported and {_refusedStamp} refused"
        : values.Title != TitleOf(_title) && values.Title != TitleOf(_refusedTitle) ? $"Title is {values.Title}, {_title} was reported and {_refusedTitle} refused"
        : null;

    public static string TitleOf(long number) => number == 0 ? Snapshot.NoTitle : "title " + number;

    private static void Raise(ref long mark, long value)
    {
        long seen = Volatile.Read(ref mark);
        while (value > seen)
        {
            long before = Interlocked.CompareExchange(ref mark, value, seen);
            if (before == seen)
                return;
            seen = before;
        }
    }
}
