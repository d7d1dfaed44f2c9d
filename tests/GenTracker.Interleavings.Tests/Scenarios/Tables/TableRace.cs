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
internal sealed class TableRace(int filled, bool enumerates, params TableCall[][] programs) : Scenario
{
    public const string FirstKey = "ha";
    public const string SecondKey = "hb";

    /// <summary>So many that a move is under way that takes several additions, the next of which copies the first key.</summary>
    public const int FilledToMove = 38;

    private const string StandingKey = "hc";

    private readonly ChildTable<string, Entry, Face> _table = ChildTables.Create<string, Entry, Face>(StringComparer.Ordinal);
    private readonly Dictionary<(string Key, int Number), Entry> _entries = [];
    private readonly History<TableCall, int> _history = new();

    public override void Begin(Schedule schedule)
    {
        // Direct, before any actor runs: these are no steps.
        _table.TryAdd(FirstKey, EntryOf(FirstKey, 1));
        _table.TryAdd(StandingKey, EntryOf(StandingKey, 1));
        _table.SetVisible(StandingKey, EntryOf(StandingKey, 1), EntryOf(StandingKey, 1).Face);
        for (int i = 0; i < filled; i++)
        {
            string key = (char)('a' + (i * 3)) + "filled";
            _table.TryAdd(key, new Entry(key, i));
        }

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

        if (!enumerates)
            return;
        schedule.Start("enumerates", () =>
        {
            Entry standing = EntryOf(StandingKey, 1);
            int met = _table.Values.Count(entry => entry == standing);
            BrokenPromiseException.Unless(met == 1, $"A value that stood there all the while was met {met} times.");
            int seen = _table.Visible.Count(face => face == standing.Face);
            BrokenPromiseException.Unless(seen == 1, $"What was shown all the while was met {seen} times.");
            BrokenPromiseException.Unless(_table.Find(StandingKey.AsSpan()) == standing.Face, "What was shown all the while was not found by its key's characters.");
            return Task.CompletedTask;
        });
    }

    public override void Check()
    {
        foreach (string key in (string[])[FirstKey, SecondKey])
        {
            _history.Record("afterwards", new TableCall(TableVerb.Get, key), Call);
            _history.Record("afterwards", new TableCall(TableVerb.Find, key), Call);
        }

        _history.ThrowUnlessExplainedBy(new TableModel());
        string[] keys = [.. _table.Values.Select(static entry => entry.Key)];
        BrokenPromiseException.Unless(keys.Distinct().Count() == keys.Length && keys.Length >= filled + 1, $"In the end the table has {string.Join(", ", keys)}.");
    }

    private int Call(TableCall call)
    {
        Entry entry = EntryOf(call.Key, call.Number);
        switch (call.Verb)
        {
            case TableVerb.Get:
                return _table.TryGet(call.Key, out Entry? found) ? found.Number : 0;
            case TableVerb.Find:
                return _table.Find(call.Key)?.Number ?? 0;
            case TableVerb.Add:
                return _table.TryAdd(call.Key, entry) ? 1 : 0;
            case TableVerb.Replace:
                return _table.TryReplace(call.Key, EntryOf(call.Key, call.Other), entry) ? 1 : 0;
            case TableVerb.Remove:
                return _table.TryRemove(call.Key, entry) ? 1 : 0;
            default:
                _table.SetVisible(call.Key, entry, call.Verb == TableVerb.Show ? entry.Face : null);
                return 1;
        }
    }

    private Entry EntryOf(string key, int number)
    {
        if (!_entries.TryGetValue((key, number), out Entry? entry))
            _entries.Add((key, number), entry = new Entry(key, number));
        return entry;
    }
}
