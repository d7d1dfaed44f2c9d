using System;
using System.Globalization;
using System.Linq;
using System.Threading;
using GenTracker.Soak.Children;

namespace GenTracker.Soak.Oracles;

/// <summary>
/// What the attributes of one child must hold, by what callers were told: each write that was done, and none that was refused. Any number of
/// threads write; what a writer was told counts from <see cref="EndUse"/> on.
/// </summary>
internal sealed class ExpectedValues
{
    private static readonly ProbeAttribute[] All = Enum.GetValues<ProbeAttribute>();

    private readonly long[] _told = new long[All.Length];
    private long _leftLate;
    private long _users;
    private int _writing;

    /// <summary>Whether somebody uses the child and has not told yet.</summary>
    public bool HasUsers => Volatile.Read(ref _users) != 0;

    public void BeginUse() => Interlocked.Increment(ref _users);

    public void EndUse() => Interlocked.Decrement(ref _users);

    public void Add(ProbeAttribute attribute, long delta) => Interlocked.Add(ref _told[(int)attribute], delta);

    /// <summary>A guest has left about when the child ended: nobody knows whether in time.</summary>
    public void LeaveLate() => Interlocked.Increment(ref _leftLate);

    public void Raise(ProbeAttribute attribute, long value)
    {
        lock (_told)
            _told[(int)attribute] = Math.Max(value, _told[(int)attribute]);
    }

    /// <summary>Lets one setter in at a time, so that the last of the writes is known. The number to write; 0 if another one sets.</summary>
    public long TryBeginSetting() =>
        Interlocked.Exchange(ref _writing, 1) == 0 ? Math.Max(_told[(int)ProbeAttribute.Stamp], _told[(int)ProbeAttribute.Title]) + 1 : 0;

    public void EndSetting() => Volatile.Write(ref _writing, 0);

    /// <summary>While others still write: what was told as done so far must be there. What is lost, or null.</summary>
    public string? FindLost(in ProbeChildAttrs values, long lastingAtFirst) =>
        Find(values, lastingAtFirst, static (attribute, found, told) => attribute is not (ProbeAttribute.Busy or ProbeAttribute.Guests) && found < told);

    /// <summary>When nobody uses the child any more: its values are what was told. What is wrong, or null.</summary>
    public string? FindWrong(in ProbeChildAttrs values, long lastingAtFirst)
    {
        long leftLate = Volatile.Read(ref _leftLate);
        return Find(values, lastingAtFirst, (attribute, found, told) => found > told || found < told - (attribute == ProbeAttribute.Guests ? leftLate : 0));
    }

    public static string TitleOf(long number) => number == 0 ? ProbeChild.NoTitle : string.Create(CultureInfo.InvariantCulture, $"title {number}");

    private string? Find(in ProbeChildAttrs values, long lastingAtFirst, Func<ProbeAttribute, long, long, bool> isWrong)
    {
        long[] numbers = Numbers(values);
        foreach (ProbeAttribute attribute in All)
        {
            long found = numbers[(int)attribute];
            long told = Volatile.Read(ref _told[(int)attribute]) + (attribute == ProbeAttribute.Lasting ? lastingAtFirst : 0);
            if (isWrong(attribute, found, told))
                return $"{attribute} is {found}, {told} was reported";
        }

        return null;
    }

    private static long[] Numbers(in ProbeChildAttrs values) =>
    [
        values.Count, values.Total, values.Busy, values.Guests, values.Lasting, values.Seats, values.Peak, values.Stamp.IsWhole ? values.Stamp.Number : -1,
        values.Title == ProbeChild.NoTitle ? 0 : long.Parse(values.Title.AsSpan("title ".Length), CultureInfo.InvariantCulture),
    ];
}
