using System.Collections.Generic;
using GenTracker.Breaking;

namespace GenTracker.Interleavings.Breaking;

/// <summary>
/// The runtime with the order of two steps exchanged, a lock held too short, or an atomic step divided. Mutation testing cannot make these, and only
/// the explorer catches them.
/// </summary>
internal static class BrokenVariants
{
    /// <summary>Not broken: structs are copied field by field, with a switching point before each, as processors do it.</summary>
    public static IReadOnlyList<Edit> FieldByField { get; } =
    [
        new("SeqLockSlot.TryRead", "value = _value;", "value = default; CopyFields(in _value, ref value);", Adds:
            """
            private static void CopyFields(ref readonly T from, ref T to)
            {
                if (typeof(T) != typeof(GenTracker.Interleavings.Scenarios.Slots.Triple))
                {
                    to = from;
                    return;
                }

                var source = System.Runtime.InteropServices.MemoryMarshal.CreateSpan(ref Unsafe.As<T, long>(ref Unsafe.AsRef(in from)), 3);
                var target = System.Runtime.InteropServices.MemoryMarshal.CreateSpan(ref Unsafe.As<T, long>(ref to), 3);
                for (var i = 0; i < 3; i++)
                    target[i] = Volatile.Read(ref source[i]);
            }
            """),
        new("SeqLockSlot.TryWrite", "_value = value;", "CopyFields(in value, ref _value);"),
        new("SeqLockSlot.StoreLocked", "_value = value;", "CopyFields(in value, ref _value);"),
    ];

    public static IReadOnlyList<BrokenVariant> All { get; } =
    [
        .. ReplacementVariants.All,
        .. IndexVariants.All,
        new("2: an opener joins a lifecycle that is over", "open/ending",
            new Edit("ChildLifecycle.TryJoin", "if (IsOver) return false;", "")),
        new("3: a refused write does not wait for the hiding", "retire/increment",
            new Edit("ChildLifecycle.EnsureHidden", "Monitor.Enter(Sync); Monitor.Exit(Sync);", "")),
        new("4: the seal is a read and a write", "counter slot: increment/seal",
            new Edit("SealableWord.Seal", "Interlocked.Or(ref word, SealBit)", "Volatile.Write(ref word, Volatile.Read(ref word) | SealBit)")),
        new("4: a count is a read and a write", "counter slot: increment/seal",
            new Edit(
                "CounterSlot.TryAddUncontended",
                "return Interlocked.CompareExchange(ref _word, next, word) == unchecked(next - step);",
                "Volatile.Write(ref _word, next); return true;")),
        new("4: an exchange is a read and a write", "word slot: exchange/exchange",
            new Edit(
                "SealableWord.TryExchange",
                "long found = Interlocked.CompareExchange(ref word, next, seen);",
                "long found = seen; Volatile.Write(ref word, next);")),
        new("4: an exchange replaces what it has not read", "seqlock slot: exchange/exchange",
            new Edit("SeqLockSlot.TryExchange", "TryWrite(sequence, value)", "TrySet(value)")),
        new("4: an update replaces what it has not read", "seqlock slot: update/set/seal",
            new Edit("SeqLockSlot.TryUpdateOnce", "return TryWrite(sequence, next);", "return TrySet(next);"),
            new Edit("SeqLockSlot.Update", "&& TryWrite(sequence, value)", "&& TrySet(value)")),
        new("4: a lease is looked at first and disposed later", "lease/lease",
            new Edit(
                "CounterLease.Dispose",
                "if (Interlocked.Exchange(ref _child, null) is { } child)",
                "object? child = Volatile.Read(ref _child); Volatile.Write(ref _child, null); if (child is not null)")),
        new("4: a child that retires is compared first and sealed later", "retire/increment",
            new Edit(
                "SealableWord.TrySealAt",
                "long found = Interlocked.CompareExchange(ref word, seen | SealBit, seen);",
                "long found = seen; Interlocked.Or(ref word, SealBit);")),
        new("4: the completion comes before the seal", "exit/increment",
            new Edit("ChildLifecycle.Seal", "child.Seal();", ""),
            new Edit("ChildLifecycle.Seal", "child.Link.Complete(exit);", "child.Link.Complete(exit); child.Seal();")),
        new("8: a close misses the successor of a key", "close/ending",
            new Edit("ChildLifecycle.Free", "_supervisor.StopIfClosing(successor);", "")),
        new("8: code that has ended late is abandoned all the same", "ignored token, any time",
            new Edit(
                "ChildOperation.Abandon",
                "if (Interlocked.CompareExchange(ref _outcome, Abandoned, TimedOut) != TimedOut) return;",
                "Volatile.Write(ref _outcome, Abandoned);")),
        new("8: the token of a run fires at its timeout and not at the stop", "slow/another",
            new Edit("ChildLifecycle.InterruptOperation", "operation.PostCancel();", "")),
        new("9: an edge is added after the search for a cycle", "wait cycle",
            new Edit("WaitGraph.AddWaits", "caller.Waits ??= [];", "} lock (GraphLock) { caller.Waits ??= [];")),
        new("11: a read does not look at the version again", "seqlock slot: three fields",
            [.. FieldByField, new Edit("SeqLockSlot.TryRead", "&& sequence == Volatile.Read(in _sequence)", "")]),
        new("11: the second look comes before the copy", "seqlock slot: three fields",
            [.. FieldByField, new Edit(
                "SeqLockSlot.TryRead",
                "sequence = Volatile.Read(in _sequence);",
                "sequence = Volatile.Read(in _sequence); bool early = sequence == Volatile.Read(in _sequence);"),
            new Edit("SeqLockSlot.TryRead", "&& sequence == Volatile.Read(in _sequence)", "&& early")]),
        new("11: the version is even before the value is there", "seqlock slot: three fields",
            [.. FieldByField, new Edit(
                "SeqLockSlot.TryWrite",
                "Volatile.WriteBarrier();",
                "Volatile.WriteBarrier(); Volatile.Write(ref _sequence, sequence + VersionStep);")]),
        new("11: the version stays even while a value is stored under a lock", "indexed slot: three fields",
            [.. FieldByField, new Edit("SeqLockSlot.StoreLocked", "Volatile.Write(ref _sequence, writing);", "")]),
        new("4: a write under a lock does not notice the seal", "indexed slot: set/seal",
            new Edit("IndexedValue.Update", "_lock.TryEnter(state)", "_lock.TryEnter(state | (_lock.State & WriteLock.SealedBit))")),
        new("13: what a logger throws is not caught", "throwing",
            new Edit("LogQueue.TryWrite", "catch (Exception)", "catch (NotSupportedException)")),
        new("16: the draining ends after the look that found nothing", "log queue: add/drain",
            new Edit("LogQueue.TryTake", "_isDraining = false;", "} lock (_lock) { _isDraining = false;")),
        new("16: an entry that is dropped is counted after the look that found no room", "log queue: add/drain",
            new Edit(
                "LogQueue.Add",
                "lock (_lock) { if",
                "bool isFull; lock (_lock) isFull = _entries.Count >= GetCapacity(entry.Level); lock (_lock) { if"),
            new Edit("LogQueue.Add", "(_entries.Count >= GetCapacity(entry.Level))", "(isFull)")),
        new("recent exits: an end that is late replaces a newer one", "recent exits: add/read",
            new Edit("RecentExits.TryPut", "if (_ring[place].Number < entry.Number)", "")),
        new("recent exits: the number of an end is a read and a write", "recent exits: add/read",
            new Edit(
                "RecentExits.Add",
                "Number = Interlocked.Increment(ref _last),",
                "Number = NextNumber(),",
                Adds: "private long NextNumber() { long next = Volatile.Read(ref _last) + 1; Volatile.Write(ref _last, next); return next; }")),
        new("recent exits: a reader takes one stripe after the other", "recent exits: add/read",
            new Edit("RecentExits.GetNewestFirst", "_stripes.EnterAll();", ""),
            new Edit("RecentExits.GetNewestFirst", "_stripes.ExitAll();", ""),
            new Edit(
                "RecentExits.GetNewestFirst",
                "if (place < _ring.Length && _ring[place].Number == number)",
                "lock (_stripes[(uint)place]) if (place < _ring.Length && _ring[place].Number == number)")),
        new("recent exits: a reader takes a ring that grows for a whole one", "recent exits: grow/read",
            new Edit("RecentExits.GetNewestFirst", "place < _ring.Length &&", "")),
        new("incarnations: of two ends at once the higher number may lose", "incarnation numbers: end/end",
            new Edit("IncarnationNumbers.OnEnded", "seen = before;", "return;")),
        new("18: an ended child is taken out before its counts are kept", "total: collect/anything",
            new Edit("TotalCounts.End", "lock (shard.Lock)", "lock (shard.Lock) { if (!shard.Living.Remove(child)) return; } lock (shard.Lock)"),
            new Edit("TotalCounts.End", "if (!shard.Living.Remove(child)) return; for", "for")),
        new("18: a child is moved before it is sealed", "total: collect/anything",
            new Edit("ChildLifecycle.Seal", "child.Seal(); _supervisor.OnSealed(child);", "_supervisor.OnSealed(child); child.Seal();")),
        new("18: a restarted child is counted before it inherits", "total: collect/restart",
            new Edit(
                "ChildActivator.StartAsync",
                "if (previous is not null)",
                "supervisor.Metrics?.OnCreated(lifecycle.Hash, child); if (previous is not null)")),
        new("MaxChildren: a key is counted without the lock", "open/full",
            new Edit("TrackerState.TryTake", "lock (_lock)", "if (true)")),
        new("MaxChildren: a key is refused for lack of room, and another caller has just taken it", "room for one: open/open",
            new Edit("TrackerState.TryTake", "(refusal is not TrackerFullException || !_table.MayHaveAdded(lifecycle.Hash, additions))", "true")),
        new("MaxChildren: a key is free before its room is", "room for one: reopen/exit",
            new Edit("TrackerState.Free", "_taken--;", "} lock (_lock) { _taken--;")),
        new("MaxChildren: the room of a key is free before the key is", "room for another: open/free",
            new Edit("TrackerState.Free", "bool isDone = _table.TryRemove(lifecycle.Hash, lifecycle);", ""),
            new Edit("TrackerState.Free", "Debug.Assert(isDone, \"Only an end takes a lifecycle out of the table.\");", ""),
            new Edit("TrackerState.Free", "_taken--;", "_taken--; } _table.TryRemove(lifecycle.Hash, lifecycle); lock (_lock) {")),
        new("table: what was added since the look without the lock is not looked at", "table: add/add, room",
            new Edit("ProbingTable.MayHaveAdded", "_additions != additions", "false")),
        new("table: an addition is counted before the value is there", "table: add/add, room",
            new Edit("ProbingTable.TryAddAbsent", "EnsureCapacity();", "_additions++; EnsureCapacity();"),
            new Edit("ProbingTable.TryAddAbsent", "_additions++; return true;", "return true;")),
        new("table: the tag is stored after the value", "table: get/again",
            new Edit("ProbingTable.Insert", "cells.SetTag(index, HashTags.FromHash(hash));", ""),
            new Edit(
                "ProbingTable.Insert",
                "Volatile.Write(ref cells.Reference(index, Cells.ValueOffset), value);",
                "Volatile.Write(ref cells.Reference(index, Cells.ValueOffset), value); cells.SetTag(index, HashTags.FromHash(hash));")),
        new("table: a find does not look at its cell again", "table: find/another",
            new Edit("ProbingTable.FindFirst", "ReferenceEquals(Volatile.Read(ref guardCell), guard) &&", "")),
        new("table: a find by value does not look at its cell again", "table: find by value/another",
            new Edit("ProbingTable.FindFirst", "ReferenceEquals(Volatile.Read(ref guardCell), guard) &&", "")),
        new("table: a full find does not look at a cell again", "table: get/another",
            new Edit("ProbingTable.Find", "if (!ReferenceEquals(Volatile.Read(ref Unsafe.Add(ref cell, offset)), found)) continue;", "")),
        new("table: a full find passes over a cell that has changed", "table: get/again",
            new Edit("ProbingTable.Find", "found)) continue;", "found)) key = default!;")),
        new("table: a find does not know that the table migrates", "table: find/show, migrate",
            new Edit("ProbingTable.FindFirst", "&& cells.Previous is null", "")),
        new("table: the copy of a tag is not written", "table: find/show, wrap",
            new Edit("Cells.SetTag", "if (index < HashTags.GroupSize - 1) Volatile.Write(ref Tags[index + Length], tag);", "")),
        new("table: a removal leaves no tombstone", "table: get/remove, room",
            new Edit("ProbingTable.Clear", "cells.Tags[cells.NextIndex(index)] == HashTags.Empty", "true")),
        new("table: a tombstone becomes empty too early", "table: find/remove two",
            new Edit("ProbingTable.Clear", "if (!becomesEmpty) return 0;", "")),
        new("table: what is removed stays in the previous cells", "table: get/replace, migrate",
            new Edit("ProbingTable.TryRemove", "if (previousIndex != NotFound)", "if (previousIndex != NotFound && index == NotFound)")),
        new("table: what is hidden stays visible in the previous cells", "table: find/show, migrate",
            new Edit(
                "ProbingTable.TryWrite", "if (previousIndex != NotFound)", "if (previousIndex != NotFound && (written is not null || index == NotFound))")),
        new("WaitForAsync: a predicate is not called again if something changed meanwhile", "wait for/write",
            new Edit(
                "PredicateWait.Execute",
                "Interlocked.CompareExchange(ref _state, Idle, Evaluating) != Evaluating",
                "Interlocked.Exchange(ref _state, Idle) == -1")),
        new("WaitForAsync: the flag is raised after the look", "wait for/write",
            new Edit("PredicateWait.Evaluate", "child.Link.Arm();", ""),
            new Edit(
                "PredicateWait.Evaluate",
                "if (!_predicate(child)) return false;",
                "bool holds = _predicate(child); child.Link.Arm(); if (!holds) return false;")),
        new("WatchAsync: the present children are listed after the step that subscribes", "watch/anything",
            new Edit("EventHub.Synchronize", "subscription.Restart(GetPresent(), _isCompleted); }", "} subscription.Restart(GetPresent(), _isCompleted);")),
        new("WatchAsync: whoever subscribes does not wait for the changes that go on", "watch/anything",
            new Edit("StateStripes.EnterAll", "_stripes.EnterAll();", ""),
            new Edit("Scope.Dispose", "stripes._stripes.ExitAll();", "")),
        new("settling: whoever waits does not count as one who watches", "settle/anything",
            new Edit("TrackerState.WhenSettledAsync", "_stripes.AwaitsSettling = true;", "")),
        new("table: a value is copied while its visible object is set", "table: show/add, migrate",
            new Edit("ProbingTable.MigrateChunk", "lock (_stripes[hash])", "")),
        new("step gate: a step creates its operation before it suspends", "ignored token, any time",
            new Edit(
                "ChildLifecycle.Start",
                "Gate.Suspend();",
                "ChildOperation start = CreateOperation(ChildOperationKind.Starting, Settings.StartTimeout); Gate.Suspend();"),
            new Edit("ChildLifecycle.Start", "PostCode(CreateOperation(ChildOperationKind.Starting, Settings.StartTimeout))", "PostCode(start)")),
        new("step gate: an operation that completed before its step suspended counts for the next step too", "step gate: suspend/complete",
            new Edit("StepGate.TrySuspend", "Resume();", "")),
        new("step gate: a completion is a read and a write", "step gate: suspend/complete",
            new Edit(
                "StepGate.TryComplete",
                "=> Interlocked.Exchange(ref _state, Completed) == Suspended;",
                "{ bool isSuspended = Volatile.Read(ref _state) == Suspended; Volatile.Write(ref _state, Completed); return isSuspended; }")),
        new("step gate: a suspension is a read and a write", "step gate: suspend/complete",
            new Edit(
                "StepGate.TrySuspend",
                "if (Interlocked.CompareExchange(ref _state, Suspended, Running) == Running) return true;",
                "if (Volatile.Read(ref _state) == Running) { Volatile.Write(ref _state, Suspended); return true; }")),
    ];
}
