using System.Collections.Generic;
using Microsoft.Extensions.Logging;

namespace GenTracker.Logging;

/// <summary>How many entries of each level were dropped. Not thread-safe.</summary>
internal sealed class DroppedEntries
{
    private readonly long[] _counts = new long[(int)LogLevel.Critical + 1];

    public long Count { get; private set; }

    /// <summary>The highest level of which an entry was dropped.</summary>
    public LogLevel HighestLevel { get; private set; }

    public void Add(LogLevel level) => Add(level, 1);

    public void Add(DroppedEntries others)
    {
        for (var level = LogLevel.Trace; level <= LogLevel.Critical; level++)
            Add(level, others._counts[(int)level]);
    }

    /// <summary>The counts, from the highest level down: <c>2 Error, 10 Debug</c>.</summary>
    public override string ToString()
    {
        var counts = new List<string>();
        for (var level = LogLevel.Critical; level >= LogLevel.Trace; level--)
        {
            if (_counts[(int)level] > 0)
                counts.Add($"{_counts[(int)level]} {level}");
        }

        return string.Join(", ", counts);
    }

    private void Add(LogLevel level, long count)
    {
        if (count == 0)
            return;
        _counts[(int)level] += count;
        Count += count;
        if (level > HighestLevel)
            HighestLevel = level;
    }
}
