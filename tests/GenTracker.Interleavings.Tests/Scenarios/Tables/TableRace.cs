using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using GenTracker.Table;
using GenTracker.Testing;
using GenTracker.Testing.Histories;

namespace GenTracker.Interleavings.Scenarios.Tables;

/// <summary>
/// Several callers use one table and keys with one hash. Some order of the calls must explain the answers. One more key with that hash is there from
/// the beginning to the end, and is always found.
/// </summary>
internal sealed class TableRace(params TableCall[][] callers) : Scenario
{
    private readonly ChildTable<string, Entry, VisibleEntry> _table = ChildTables.Create<string, Entry, VisibleEntry>(StringComparer.Ordinal);
    private readonly Dictionary<(TableKey Key, int Number), Entry> _entries = [];
    private readonly History<TableCall, int> _history = new();

    /// <summary>The first character of the keys. It decides their hash, and so their place (<see cref="KeyHash"/>).</summary>
    public char Start { get; init; } = 'h';

    /// <summary>How many other keys there are.</summary>
    public int Others { get; init; }

    /// <summary>Whether the second key is there at the beginning.</summary>
    public bool HasSecond { get; init; }

    /// <summary>Whether one more caller enumerates.</summary>
    public bool Enumerates { get; init; }

    /// <summary>Whether finds are guarded by the value, as for objects that are made visible again.</summary>
    public bool FindsByValue { get; init; }

    public override void Begin(Schedule schedule)
    {
        // Before any actor runs: these are no steps.
        Add(TableKey.First);
        if (HasSecond)
            Add(TableKey.Second);
        Entry permanent = Add(TableKey.Permanent);
        _table.SetVisible(_table.Hash(permanent.Key), permanent, permanent.Visible);
        for (int i = 0; i < Others; i++)
        {
            string key = (char)('a' + (i * 3)) + "other";
            _table.TryAdd(key, _table.Hash(key), new Entry(key, i));
        }

        for (int i = 0; i < callers.Length; i++)
        {
            string name = $"caller {i + 1}";
            TableCall[] calls = callers[i];
            schedule.Start(name, () =>
            {
                foreach (TableCall call in calls)
                {
                    int answer = _history.Record(name, call, Call);
                    schedule.Note(() => $"{call}: {answer}");
                }

                return Task.CompletedTask;
            });
        }

        if (Enumerates)
            schedule.Start("enumerates", Enumerate);
    }

    public override void Check()
    {
        foreach (TableKey key in (TableKey[])[TableKey.First, TableKey.Second])
        {
            _history.Record("afterwards", new TableCall(TableCallKind.Get, key), Call);
            _history.Record("afterwards", new TableCall(TableCallKind.Find, key), Call);
        }

        _history.ThrowUnlessExplainedBy(new TableModel(HasSecond));
        CheckPermanent();
        string[] keys = [.. _table.Values.Select(static entry => entry.Key)];
        PromiseViolationException.Unless(
            keys.Distinct().Count() == keys.Length && keys.Length >= Others + 1,
            $"In the end the table has {string.Join(", ", keys)}.");
    }

    private Task Enumerate()
    {
        Entry permanent = EntryOf(TableKey.Permanent, 1);
        int count = _table.Values.Count(entry => entry == permanent);
        PromiseViolationException.Unless(count == 1, $"An entry that was there all the time was enumerated {count} times.");
        int visible = _table.Visible.Count(entry => entry == permanent.Visible);
        PromiseViolationException.Unless(visible == 1, $"An entry that was visible all the time was enumerated {visible} times.");
        CheckPermanent();
        return Task.CompletedTask;
    }

    private void CheckPermanent()
    {
        Entry permanent = EntryOf(TableKey.Permanent, 1);
        PromiseViolationException.Unless(_table.Find(permanent.Key) == permanent.Visible, "An entry that was visible all the time was not found.");
        PromiseViolationException.Unless(
            _table.Find(permanent.Key.AsSpan()) == permanent.Visible,
            "An entry that was visible all the time was not found by its key's characters.");
    }

    private int Call(TableCall call)
    {
        Entry entry = EntryOf(call.Key, call.Number);
        uint hash = _table.Hash(entry.Key);
        switch (call.Kind)
        {
            case TableCallKind.Get:
                return _table.TryGet(entry.Key, hash, out Entry? found) ? found.Number : 0;
            case TableCallKind.Find:
                if (FindsByValue && _table.FindShown(entry.Key, out Entry? value) is not null)
                    return value!.Number;
                return _table.Find(entry.Key)?.Number ?? 0;
            case TableCallKind.Add:
                return _table.TryAdd(entry.Key, hash, entry) ? 1 : 0;
            case TableCallKind.Replace:
                return _table.TryReplace(hash, EntryOf(call.Key, call.Other), entry) ? 1 : 0;
            case TableCallKind.Remove:
                return _table.TryRemove(hash, entry) ? 1 : 0;
            default:
                _table.SetVisible(hash, entry, call.Kind == TableCallKind.Show ? entry.Visible : null);
                return 1;
        }
    }

    private Entry Add(TableKey key)
    {
        Entry entry = EntryOf(key, 1);
        _table.TryAdd(entry.Key, _table.Hash(entry.Key), entry);
        return entry;
    }

    private Entry EntryOf(TableKey key, int number)
    {
        if (!_entries.TryGetValue((key, number), out Entry? entry))
            _entries.Add((key, number), entry = new Entry($"{Start}{(int)key}", number));
        return entry;
    }
}
