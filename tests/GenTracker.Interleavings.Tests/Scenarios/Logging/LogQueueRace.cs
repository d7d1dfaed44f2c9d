using System.Collections.Generic;
using System.Threading.Tasks;
using GenTracker.Instrumentation;
using GenTracker.Logging;
using GenTracker.Testing;
using Microsoft.Extensions.Logging;

namespace GenTracker.Interleavings.Scenarios.Logging;

/// <summary>
/// Two threads log more than the queue has room for, while it is drained. Each entry is written once, or is counted in what the log says of dropped ones.
/// </summary>
internal sealed class LogQueueRace : Scenario
{
    private const int Threads = 2;
    private const int EntriesOfEach = 2;

    /// <summary>Entries of level Information may fill half of it.</summary>
    private const int Capacity = 4;

    private readonly HashSet<string> _written = [];
    private long _dropped;
    private LogQueue _queue = null!;

    public override void Begin(Schedule schedule)
    {
        _queue = new LogQueue(new ExploredDispatcher(schedule), dropped => _dropped += dropped.Count, Capacity);
        for (var thread = 0; thread < Threads; thread++)
        {
            string name = $"logs {thread}";
            schedule.Start(name, () =>
            {
                for (var number = 0; number < EntriesOfEach; number++)
                {
                    string entry = $"{name}, {number}";
                    _queue.Add(new LogEntry(
                        LogLevel.Information, _ => PromiseViolationException.Unless(_written.Add(entry), $"{entry} is written twice.")));
                }

                return Task.CompletedTask;
            });
        }
    }

    public override void Check()
    {
        long told = _written.Count + _dropped;
        PromiseViolationException.Unless(told == Threads * EntriesOfEach, $"{_written.Count} entries are written, {_dropped} are said to be dropped.");
        PromiseViolationException.Unless(_dropped == _queue.DroppedCount, $"{_queue.DroppedCount} entries are dropped, {_dropped} are said to be.");
    }
}
