using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using GenTracker.Table;
using GenTracker.Testing;
using GenTracker.Testing.Histories;

namespace GenTracker.Interleavings.Scenarios.Tables;

/// <summary>
/// Several call one table, with two keys that collide, while it is about to move to other cells, moving, or done: the answers must be explained
/// by some order of the calls. One more key stands there all the while: an enumeration meets it once.
/// </summary>
internal sealed class TableRace(int filled, params TableCall[][] programs) : Scenario
{
    public const string FirstKey = "ka";
    public const string SecondKey = "kb";

    /// <summary>So many that a move is under way that takes several additions, the next of which copies the first key.</summary>
    public const int FilledToMove = 38;

    private const string StandingKey = "kc";

    private readonly ChildTable<string, Entry> _table = ChildTables.Create<string, Entry, Entry.KeyOf>(StringComparer.Ordinal);
    private readonly Dictionary<(string Key, int Number), Entry> _entries = [];
    private readonly History<TableCall, int> _history = new();

    public override void Begin(Schedule schedule)
    {
        // Direct, before any actor runs: these are no steps.
        _table.TryAdd(EntryOf(FirstKey, 1));
        _table.TryAdd(EntryOf(StandingKey, 1));
        for (int i = 0; i < filled; i++)
            _table.TryAdd(new Entry((char)('a' + (i * 3)) + "filled", i));
        for (int i = 0; i < programs.Length; i++)
        {
            string name = $"caller {i + 1}";
            TableCall[] program = programs[i];
            schedule.Start(name, () =>
            {
                foreach (TableCall call in program)
                {
                    int answer = _history.Record(name, call, Call);
                    schedule.Note(() => $"{call}: {answer}");
                }

                return Task.CompletedTask;
            });
        }

        // In a large table an enumeration is so long that hardly any preemption would come anywhere else.
        if (filled == FilledToMove)
            return;
        schedule.Start("enumerates", () =>
        {
            int met = _table.Values.Count(static entry => entry.Key == StandingKey);
            BrokenPromiseException.Unless(met == 1, $"A value that stood there all the while was met {met} times.");
            BrokenPromiseException.Unless(_table.TryGet(StandingKey.AsSpan(), out _), "A value that stood there all the while was not found by its characters.");
            return Task.CompletedTask;
        });
    }

    public override void Check()
    {
        _history.Record("afterwards", new TableCall(TableVerb.Find, FirstKey), Call);
        _history.Record("afterwards", new TableCall(TableVerb.Find, SecondKey), Call);
        _history.ThrowUnlessExplainedBy(new TableModel());
        string[] keys = [.. _table.Values.Select(static entry => entry.Key)];
        BrokenPromiseException.Unless(keys.Distinct().Count() == keys.Length && keys.Length >= filled + 1, $"In the end the table has {string.Join(", ", keys)}.");
    }

    private int Call(TableCall call) => call.Verb switch
    {
        TableVerb.Find => _table.TryGet(call.Key, out Entry? found) ? found.Number : 0,
        TableVerb.Add => _table.TryAdd(EntryOf(call.Key, call.Number)) ? 1 : 0,
        TableVerb.Replace => _table.TryReplace(EntryOf(call.Key, call.Other), EntryOf(call.Key, call.Number)) ? 1 : 0,
        _ => _table.TryRemove(EntryOf(call.Key, call.Number)) ? 1 : 0,
    };

    private Entry EntryOf(string key, int number)
    {
        if (!_entries.TryGetValue((key, number), out Entry? entry))
            _entries.Add((key, number), entry = new Entry(key, number));
        return entry;
    }
}
