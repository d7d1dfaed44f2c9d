using System.Collections.Generic;
using GenTracker.Breaking;

namespace GenTracker.Interleavings.Breaking;

/// <summary>The runtime, broken in one way after the other. A change of the runtime's sources that moves one of these places says so in the test.</summary>
internal static class BrokenVariants
{
    private static readonly Edit CopiesInSteps = new(
        "SeqLockSlot.cs",
        "    private readonly T ReadWhole()",
        """
            private static T InSteps(ref readonly T from, ref T to)
            {
                if (typeof(T) == typeof(GenTracker.Interleavings.Scenarios.Slots.Triple))
                {
                    Span<long> source = System.Runtime.InteropServices.MemoryMarshal.CreateSpan(ref Unsafe.As<T, long>(ref Unsafe.AsRef(in from)), 3);
                    Span<long> target = System.Runtime.InteropServices.MemoryMarshal.CreateSpan(ref Unsafe.As<T, long>(ref to), 3);
                    for (int i = 0; i < 3; i++)
                        target[i] = Volatile.Read(ref source[i]);
                }
                else
                {
                    to = from;
                }

                return to;
            }

            private readonly T ReadWhole()
        """);

    private static readonly Edit UsesSystem = new("SeqLockSlot.cs", "using System;\nusing System.Collections.Generic;", "using System;\nusing System.Collections.Generic;\n#nullable disable warnings");
    private static readonly Edit ReadsInSteps = new("SeqLockSlot.cs", "        value = _value;\n", "        value = default;\n        InSteps(in _value, ref value);\n");
    private static readonly Edit WritesInSteps = new("SeqLockSlot.cs", "            _value = value;\n        }\n", "            InSteps(in value, ref _value);\n        }\n");

    /// <summary>Not broken: structs are copied field by field, with switching in between, as processors do.</summary>
    public static IReadOnlyList<Edit> FieldByField { get; } = [UsesSystem, CopiesInSteps, ReadsInSteps, WritesInSteps];

    public static IReadOnlyList<BrokenVariant> All { get; } =
    [
        new("1: a child's disposal is not waited for", "open/ending",
            new Edit("Life.Story.cs", "        IsAdopted || !_current.NeedsDisposal ? Conclude() :", "        IsAdopted || !_current.NeedsDisposal || _current.DisposeAsync(_ => { }) is not null ? Conclude() :")),
        new("2: an opener of an ending key forgets the others", "open/ending",
            new Edit("Life.Child.cs", "_first! : _next ?? new Opening", "_first! : new Opening")),
        new("3: a refused write is told before the child is hidden", "retire/count",
            new Edit("Life.cs", "        Monitor.Enter(Gate);\n        Monitor.Exit(Gate);\n", "")),
        new("3: a child is found before it has run its start", "open/open",
            new Edit("ChildStart.cs", "        incarnation.Child = child;\n", "        incarnation.Child = child;\n        ((Life<TKey, TChild>)life).Show(child);\n")),
        new("4: the seal is a read and a write", "counter slot: count/seal",
            new Edit("SealableWord.cs", "Interlocked.Or(ref word, SealBit)", "Volatile.Write(ref word, Volatile.Read(ref word) | SealBit)")),
        new("4: the seal is a read and a write", "exit/count",
            new Edit("SealableWord.cs", "Interlocked.Or(ref word, SealBit)", "Volatile.Write(ref word, Volatile.Read(ref word) | SealBit)")),
        new("4: a child that retires is compared first and sealed then", "retire/count",
            new Edit("SealableWord.cs", "            long found = Interlocked.CompareExchange(ref word, seen | SealBit, seen);\n            if (found == seen)\n                return true;\n\n            seen = found;\n        }\n\n        return false;", "            Interlocked.Or(ref word, SealBit);\n            return true;\n        }\n\n        return false;")),
        new("4: the completion comes before the seal", "exit/count",
            new Edit("Life.Story.cs", "        child.Seal();\n        child.Link.Complete(end);", "        child.Link.Complete(end);\n        child.Seal();")),
        new("4: a late start's end is not told", "deaf",
            new Edit("AbandonedChild.cs", "        if (start.Failure is not null || child is not IAfterTerminate)", "        if (start.Failure is null || child is not IAfterTerminate)")),
        new("5: what survives is taken from a start that failed too", "restart/count",
            new Edit("Life.Story.cs", "        if (incarnation.Child is { } child)\n            Finish(child, end);", "        _hasRun = true;\n        if (incarnation.Child is { } child)\n            Finish(child, end);")),
        new("6: a start waits for the one before it, of whatever key", "slow/another",
            new Edit("ChildStart.cs", "        if (spec.NeedsScope)", "        var done = new GenTracker.Dispatching.Signal(settings.Dispatcher);\n        if (Interlocked.Exchange(ref settings.LastStart, done) is { } before)\n            await before;\n        if (spec.NeedsScope)"),
            new Edit("ChildStart.cs", "instead of a task.\")).ConfigureAwait(false);\n", "instead of a task.\")).ConfigureAwait(false);\n        done.Set();\n"),
            new Edit("TrackerSettings.cs", "    public string Name { get; }\n", "    public Signal? LastStart;\n\n    public string Name { get; }\n")),
        new("7: a caller that gives up takes the start with it", "open/cancel",
            new Edit("Life.Child.cs", "            return Enter(_first!, cancellationToken);", "            cancellationToken.UnsafeRegister(_ => TryStop(ExitReason.Stopped, CancellationToken.None, out Task<bool>? _), null);\n            return Enter(_first!, cancellationToken);")),
        new("7: a cancelled wait for a predicate lets go of its token and not of its caller", "wait for/another",
            new Edit("PredicateWait.cs", "        _end.TrySetCanceled(cancellationToken);\n", "")),
        new("8: a life that got in while the tracker began to close is missed", "close/anything",
            new Edit("Supervisor.cs", "        if (IsClosing)\n            life.StopForClosing", "        if (false)\n            life.StopForClosing")),
        new("8: a close misses the life that a key goes on to", "close/ending",
            new Edit("Life.Story.cs", "        _supervisor.StopIfClosing(successor);\n", "")),
        new("8: code that ignores its token is never given up", "deaf",
            new Edit("PhaseExpiry.cs", "            phase.GiveUp();", "            return;")),
        new("9: an edge is added after the look for a ring", "ring",
            new Edit("WaitGraph.cs", "            caller.Waits.RemoveAll(", "        }\n\n        lock (Gate)\n        {\n            caller.Waits.RemoveAll(")),
        new("11: a value that was set is stored once more", "seqlock slot: set/seal",
            new Edit("SeqLockSlot.cs", "== 0 && TryWrite(gate, value)) || TrySetContended(value)", "== 0 && TryWrite(gate, value)) && TrySetContended(value)")),
        new("11: a set that meets another is refused", "seqlock slot: set/seal",
            new Edit("SeqLockSlot.cs", "            if ((gate & SealBit) != 0)\n                return false;\n\n            if ((gate & WritingBit) == 0 && TryWrite", "            if (gate != 0)\n                return false;\n\n            if ((gate & WritingBit) == 0 && TryWrite")),
        new("4: a child that retires is told so though a count came between", "counter slot: count/retire",
            new Edit("SealableWord.cs", "            if (found == seen)\n                return true;\n\n            seen = found;\n        }\n\n        return false;", "            if (found != seen)\n                return true;\n\n            seen = found;\n        }\n\n        return false;")),
        new("10: one restart too many", "restart/stop",
            new Edit("RestartTally.cs", ">= maxRestarts", "> maxRestarts")),
        new("11: a read does not look at the version again", "seqlock slot: three fields",
            [.. FieldByField, new Edit("SeqLockSlot.cs", "return (gate & WritingBit) == 0 && gate == Volatile.Read(in _gate);", "return (gate & WritingBit) == 0;")]),
        new("11, order: the gate is released before the value is there", "seqlock slot: three fields",
            [.. FieldByField, new Edit("SeqLockSlot.cs", "            MemoryOrder.WriteBarrier();\n", "            MemoryOrder.WriteBarrier();\n            Volatile.Write(ref _gate, gate + TwoVersions);\n")]),
        new("11, order: the second look comes before the copy", "seqlock slot: three fields",
            [.. FieldByField, new Edit("SeqLockSlot.cs", "        gate = Volatile.Read(in _gate);\n        if (IsWhole)", "        gate = Volatile.Read(in _gate);\n        bool early = gate == Volatile.Read(in _gate);\n        if (IsWhole)"),
            new Edit("SeqLockSlot.cs", "(gate & WritingBit) == 0 && gate == Volatile.Read(in _gate)", "(gate & WritingBit) == 0 && early")]),
        new("12: a stop that overtakes a start is overlooked", "open/stop",
            new Edit("Life.Story.cs", "            if (_stopReason is not null && adoptedRun is null)\n                return false;", ""),
            new Edit("Life.Story.cs", "            if (_stopReason is not null)\n            {\n                // An adopted", "            if (_stopReason is not null && adoptedRun is not null)\n            {\n                // An adopted")),
        new("13: what a logger throws is not caught", "throwing",
            new Edit("LogQueue.cs", "            catch (Exception)\n", "            catch (NotSupportedException)\n")),
        new("table: the marker is stored after the value", "table: get/again",
            new Edit("ProbingTable.cs", "        cells.SetTag(at, Tags.Of(hash));\n        cells.Key(at) = key;\n        Volatile.Write(ref cells.Reference(at, Cells.Value), value);", "        cells.Key(at) = key;\n        Volatile.Write(ref cells.Reference(at, Cells.Value), value);\n        cells.SetTag(at, Tags.Of(hash));")),
        new("table: a cell is not looked at again", "table: find/another",
            new Edit("ProbingTable.cs", "                if (!ReferenceEquals(Volatile.Read(ref Unsafe.Add(ref cell, part)), found))\n                    continue;\n", "")),
        new("table: a cell that has changed is passed over", "table: get/again",
            new Edit("ProbingTable.cs", "                    continue;\n                if (probe", "                    key = default!;\n                if (key is not null && probe")),
        new("table: what is removed stays in the former cells", "table: get/replace, move",
            new Edit("ProbingTable.cs", "            if (formerAt != Nowhere)\n                Clear(", "            if (formerAt != Nowhere && at == Nowhere)\n                Clear(")),
        new("table: what is hidden is shown in the former cells", "table: find/show, move",
            new Edit("ProbingTable.cs", "            if (formerAt != Nowhere)\n                Volatile.Write(", "            if (formerAt != Nowhere && (written is not null || at == Nowhere))\n                Volatile.Write(")),
        new("table: no mark is left for what is removed", "table: get/remove, room",
            new Edit("ProbingTable.cs", "bool isEmptied = cells.Tags[cells.Next(at)] == Tags.Empty;", "bool isEmptied = true;")),
        new("watching: present children are looked at outside of the step that subscribes", "watch/anything",
            new Edit("Journal.cs", "                _subscriptions.Add(subscription);\n            subscription.Restart(Present(), _isClosed);\n        }", "                _subscriptions.Add(subscription);\n        }\n\n        subscription.Restart(Present(), _isClosed);")),
        new("waiting: a predicate that something changed under is not judged again", "wait for/write",
            new Edit("PredicateWait.cs", "        while (Interlocked.CompareExchange(ref _state, Idle, Judging) != Judging);", "        while (Interlocked.Exchange(ref _state, Idle) == -1);")),
        new("waiting, order: the flag is raised after the look", "wait for/write",
            new Edit("PredicateWait.cs", "            child.Link.Arm();\n            _armed", "            _armed"),
            new Edit("PredicateWait.cs", "            if (!_predicate(child))\n                return false;", "            bool holds = _predicate(child);\n            child.Link.Arm();\n            if (!holds)\n                return false;")),
        new("settling: the last life that leaves does not say so", "settle/anything",
            new Edit("Journal.cs", "            _lives--;\n            OnMaybeSettled();", "            _lives--;")),
        new("room: a life is counted without a lock", "open/full",
            new Edit("Journal.cs", "        lock (_gate)\n        {\n            TrackerException? refusal = Refuse(key, _lives);", "        if (true)\n        {\n            TrackerException? refusal = Refuse(key, _lives);\n            Volatile.Read(ref _lives);")),
        new("the gate of a life is not left after it was passed", "retire/count",
            new Edit("Life.cs", "        Monitor.Enter(Gate);\n        Monitor.Exit(Gate);\n", "        Monitor.Enter(Gate);\n")),
        new("an adoption that loses its key counts its life for ever", "adopt/open",
            new Edit("Supervisor.cs", "            if (!isTaken)\n                Journal.Leave();\n", "")),
        new("an open that loses its key counts its life for ever", "open/open",
            new Edit("Supervisor.cs", "            if (!isTaken)\n                Journal.Leave();\n", "")),
        new("an opener joins a life that is over", "open/ending",
            new Edit("Life.Child.cs", "            child = default;\n            if (_isOver)\n                return false;", "            child = default;")),
        new("a stop waits for a life that is over", "stop/exit",
            new Edit("Life.Child.cs", "            whenFree = null;\n            if (_isOver)\n                return false;", "            whenFree = null;")),
        new("a phase that was given up before it was called is not called", "deaf, any time",
            new Edit("Life.Story.cs", "            Settings.Dispatcher.Post(phase);\n            return true;", "            return true;")),
        new("the story does not take its turn back from a phase that is over already", "deaf, any time",
            new Edit("Life.Story.cs", "            return false;\n        Volatile.Write(ref _turn, Telling);\n        return true;\n    }\n\n    /// <summary>Calls the phase's code", "            return false;\n        return true;\n    }\n\n    /// <summary>Calls the phase's code")),
        new("the story does not take its turn back from a phase that ends within its call", "deaf, any time",
            new Edit("Life.Story.cs", "            return false;\n        Volatile.Write(ref _turn, Telling);\n        return true;\n    }\n\n    private bool Started", "            return false;\n        return true;\n    }\n\n    private bool Started")),
        new("code that has ended late is given up all the same", "deaf, any time",
            new Edit("Phase.cs", "        if (Interlocked.CompareExchange(ref _outcome, Abandoned, Expired) != Expired)\n            return;\n", "        Volatile.Write(ref _outcome, Abandoned);\n")),
        new("of two phases that share a timer the second is never given up", "deaf/deaf",
            new Edit("DeadlineQueue.cs", "            _timer!.Change(Left(now, next.Due), Timeout.InfiniteTimeSpan);\n", "")),
        new("late last words that were given up are not waited for", "deaf, any time",
            new Edit("AbandonedChild.cs", "        if (after.IsGivenUp)\n            await after.RealEnd;\n", "")),
        new("of two ends at once the higher number may lose", "incarnation numbers: end/end",
            new Edit("IncarnationNumbers.cs", "            seen = before;\n", "            return;\n")),
        new("a phase that is over before its story waits for it is missed", "deaf, any time",
            new Edit("Life.Story.cs", "        Volatile.Write(ref _turn, Waiting);\n        try\n        {\n            Settings.Dispatcher.Post(Enter(ActivityKind.Starting, Settings.StartTimeout));", "        Phase start = Enter(ActivityKind.Starting, Settings.StartTimeout);\n        Volatile.Write(ref _turn, Waiting);\n        try\n        {\n            Settings.Dispatcher.Post(start);")),
    ];
}
