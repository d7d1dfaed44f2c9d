using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Threading;
using GenTracker.Dispatching;
using Microsoft.Extensions.Logging;

namespace GenTracker.Logging;

/// <summary>
/// Calls the logger on the thread pool, one entry at a time and in order. A logger that throws, blocks or is slow delays only the log. If the queue is full,
/// entries are dropped, and the log says how many of which level.
/// </summary>
/// <remarks>
/// Lower levels may fill only a part of the queue, so a flood of them leaves room for errors. The lock is held for a few instructions, never while the logger
/// is called.
/// </remarks>
/// <param name="dispatcher">Calls the logger.</param>
/// <param name="report">Says in the log what was dropped.</param>
/// <param name="capacity">The number of entries for which there is room.</param>
/// <param name="droppedCount">Counts the dropped entries; several queues may share it.</param>
internal sealed class LogQueue(
    IDispatcher dispatcher, Action<DroppedEntries> report, int capacity = LogQueue.DefaultCapacity, StrongBox<long>? droppedCount = null)
    : IThreadPoolWorkItem
{
    /// <summary>
    /// Room for an error and a warning of each of twelve thousand children that fail at once. A full queue holds some 5 MB, and the keys and exceptions.
    /// </summary>
    public const int DefaultCapacity = 32_768;

    /// <summary>Entries between two reports while the queue stays full, so that the reports do not become the larger part of the log.</summary>
    public const int EntriesBetweenReports = 1_000;

    private const int RetainedCapacity = 256;

    private readonly Lock _lock = new();
    private readonly Queue<LogEntry> _entries = new();
    private readonly StrongBox<long> _droppedCount = droppedCount ?? new();
    private DroppedEntries _unreported = new();
    private int _entriesSinceReport = EntriesBetweenReports;
    private bool _isDraining;

    /// <summary>Number of entries that were dropped, ever.</summary>
    public long DroppedCount => Volatile.Read(ref _droppedCount.Value);

    /// <summary>Adds an entry, or drops it if the part of the queue that its level may fill is full. Never waits for the logger.</summary>
    public void Add(in LogEntry entry)
    {
        lock (_lock)
        {
            if (_entries.Count >= GetCapacity(entry.Level))
            {
                _unreported.Add(entry.Level);
                Interlocked.Increment(ref _droppedCount.Value);
                return;
            }

            _entries.Enqueue(entry);
            if (_isDraining)
                return;
            _isDraining = true;
        }

        dispatcher.PostCode(this);
    }

    void IThreadPoolWorkItem.Execute()
    {
        while (TryTake(out LogEntry entry, out DroppedEntries? dropped))
        {
            if (dropped is null)
                Write(entry);
            else
                Report(dropped);
        }
    }

    /// <summary>Writes one entry. An exception that cannot be printed is replaced by one that can.</summary>
    private static void Write(in LogEntry entry)
    {
        Exception? exception = entry.Exception is { } original ? PrintedException.Guard(original) : null;
        if (TryWrite(entry, exception) || exception is null or PrintedException)
            return;

        // The logger has failed, or the exception was printed once and throws now: its line still comes.
        TryWrite(entry, new PrintedException(exception));
    }

    private static bool TryWrite(in LogEntry entry, Exception? exception)
    {
        try
        {
            entry.Write(exception);
            return true;
        }
        catch (Exception)
        {
            // There is no log to which the failure of a logger could go, and it must not affect a child.
            return false;
        }
    }

    private void Report(DroppedEntries dropped)
    {
        try
        {
            report(dropped);
        }
        catch (Exception)
        {
            // Said with the next entries.
            lock (_lock)
                _unreported.Add(dropped);
        }
    }

    /// <summary>Takes the next entry, or what is to be said of dropped ones; false if there is neither, and then the draining is over.</summary>
    private bool TryTake(out LogEntry entry, out DroppedEntries? dropped)
    {
        lock (_lock)
        {
            entry = default;
            dropped = null;
            if (_unreported.Count > 0 && IsReportDue())
            {
                dropped = _unreported;
                _unreported = new DroppedEntries();
                _entriesSinceReport = 0;
                return true;
            }

            if (_entries.TryDequeue(out entry))
            {
                _entriesSinceReport++;
                return true;
            }

            _isDraining = false;
            if (_entries.Capacity > RetainedCapacity)
                _entries.TrimExcess(RetainedCapacity);
            return false;
        }
    }

    // Not twice in a row: a logger that throws at each report would keep the pool's thread for ever.
    private bool IsReportDue() => _entriesSinceReport >= EntriesBetweenReports || (_entries.Count == 0 && _entriesSinceReport > 0);

    private int GetCapacity(LogLevel level)
    {
        int quarter = capacity / 4;
        return level switch
        {
            LogLevel.Trace or LogLevel.Debug => quarter,
            LogLevel.Information => 2 * quarter,
            LogLevel.Warning => 3 * quarter,
            _ => capacity,
        };
    }
}

/// <summary>One entry of the log.</summary>
/// <param name="Level">Its level.</param>
/// <param name="Write">Calls the logger, with the exception or with one that stands for it.</param>
/// <param name="Exception">The exception that belongs to it, if any.</param>
internal readonly record struct LogEntry(LogLevel Level, Action<Exception?> Write, Exception? Exception = null);
