using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;

namespace GenTracker.Soak.Oracles;

/// <summary>A counter for each value of an enum.</summary>
internal sealed class EnumCounters<TEnum>
    where TEnum : struct, Enum
{
    private static readonly TEnum[] Values = Enum.GetValues<TEnum>();

    private readonly long[] _counts = new long[Values.Length];

    /// <summary>The values that were never counted.</summary>
    public IEnumerable<TEnum> Missing => Values.Where(value => this[value] == 0);

    public long this[TEnum value] => Volatile.Read(ref _counts[Unsafe.BitCast<TEnum, int>(value)]);

    public void Add(TEnum value, long count = 1) => Interlocked.Add(ref _counts[Unsafe.BitCast<TEnum, int>(value)], count);

    public override string ToString() =>
        string.Join('\n', Values.Chunk(5).Select(row => "  " + string.Join("; ", row.Select(value => $"{value} {this[value]}"))));
}
