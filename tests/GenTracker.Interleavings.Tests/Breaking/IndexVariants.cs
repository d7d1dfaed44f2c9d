using System.Collections.Generic;
using GenTracker.Breaking;

namespace GenTracker.Interleavings.Breaking;

/// <summary>Indexes that break promise 17.</summary>
internal static class IndexVariants
{
    public static IReadOnlyList<BrokenVariant> All { get; } =
    [
        new("17: a child leaves its place before its slot has the value", "index: set/find",
            new Edit("IndexedValue.Update",
                "_slot.StoreLocked(next); _membership.Leave(place, _child, isShown, in entered);",
                "_membership.Leave(place, _child, isShown, in entered); _slot.StoreLocked(next);")),
        new("17: a reader does not look at the slot", "index: set/find",
            new Edit("IndexedValue.IsFoundAt", "&& TMembership.HasValue(place, Value)", "")),
        new("17: a write leaves its former entry settled", "index: set/find",
            new Edit("GroupMembership.TryEnter", "Suspend();", "")),
        new("17: an entry is settled before its slot has the value", "index: set/find",
            new Edit("GroupMembership.TryEnter", "Suspend();", "Suspend(); if (isShown && place is not null) entered.Entry.Settle();")),
        new("17: a child that is hidden leaves its entry settled", "index: set/end",
            new Edit("GroupMembership.OnHidden", "Suspend();", "")),
        new("17: a reader does not look at the number of an entry again", "index: enumerate/return",
            new Edit("GroupEntry.TryRead", "&& (Volatile.Read(ref _state) | UnsettledBit) == (state | UnsettledBit)", "")),
        new("17: a claim that moves is still found without a look at it", "unique: set/find",
            new Edit("ValueClaim.Suspend", "index.SetVisible(this, null);", "")),
        new("17: a write does not notice that another came in between", "index: set/set",
            new Edit("IndexedValue.Update", "_lock.TryEnter(state)",
                "_lock.TryEnter(state = (_lock.State & ~WriteLock.SealedBit) | (state & WriteLock.SealedBit))")),
        new("17: a write does not notice that the child has ended", "index: set/end",
            new Edit("IndexedValue.Update", "_lock.TryEnter(state)", "_lock.TryEnter(state | (_lock.State & WriteLock.SealedBit))")),
        new("17: an adoption does not notice a write", "index: set/adopt",
            new Edit("IndexedValue.Attach", "_lock.TryEnter(state)", "_lock.TryEnter(state = _lock.State)")),
        new("17: a child enters a group that is over", "index: last leaves/first comes",
            new Edit("ValueGroup.TryAdd", "if (_isOver) return false;", "")),
        new("17: an enumeration meets those that have come back", "index: enumerate/return",
            new Edit("GroupEntry.TryRead", "&& NumberOf(state) <= newestEntry", "")),
        new("17: a chunk that was taken out leads nowhere", "index: enumerate/leave",
            new Edit("ValueGroup.RemoveChunk", "Close(chunk);", "Close(chunk); GroupChunk? behind = chunk.Next; Volatile.Write(ref chunk.Next, null);"),
            new Edit("ValueGroup.RemoveChunk", "if (chunk.Next is { } next)", "if (behind is { } next)"),
            new Edit("ValueGroup.RemoveChunk", "Volatile.Write(ref previous.Next, chunk.Next);", "Volatile.Write(ref previous.Next, behind);"),
            new Edit("ValueGroup.RemoveChunk", "Volatile.Write(ref _first, chunk.Next);", "Volatile.Write(ref _first, behind);")),
        new("17: a copy of a group trusts its count", "index: set/find",
            new Edit("ChildGroup.Count", "ref readonly int Count", "int Count"),
            new Edit("ChildGroup.Count", "get => ref (_group is null ? ref None : ref _group.Count);", "get => _group is null ? None : _group.Count;")),
        new("17: a find does not look at the slot while a claim moves", "unique: set/find",
            new Edit(
                "ValueClaim.Find",
                "{ } shown && index.IsFoundAt(this, shown) ? shown : null",
                "null ? null : null")),
        new("17: a claim is shared that is over", "unique: leave/take over",
            new Edit("ValueClaim.TryAcquire", "if (_count == 0) return Acquisition.Over;", "")),
        new("17: a value is claimed for whoever asks", "unique: set/set",
            new Edit("ValueClaim.TryAcquire", "!ReferenceEquals(acquirer, Holder)", "false")),
        new("17: a write is refused by one that is about to give the value up", "unique: move/set",
            new Edit("UniqueIndex.TryClaim", "present.AwaitWrite();", "")),
        new("17: a write is refused by one that has not come about", "unique: move/set",
            new Edit("ValueClaim.TryAcquire", "_held == 0 ? Acquisition.Pending : Acquisition.Taken", "Acquisition.Taken")),
        new("17: a child is found by its value after it was no longer found by its key", "lookup: set/end",
            new Edit("ChildLifecycle.SetVisible", "_supervisor.Observer?.SetShown(_current.Child!, isShown: false);", "")),
        new("17: a value that survives is free before the restart", "lookup: set/restart",
            new Edit("ChildLifecycle.Seal", "if (!exit.Exit.WillRestart || !HasRun)", "")),
        new("17: two starts get one value", "lookup: open/unique",
            new Edit(
                "UniqueIndex.TryClaim",
                "if (_claims.TryAdd(value, hash, claim)) return claim; continue;",
                "_claims.TryAdd(value, hash, claim); return claim;")),
        new("17: a start is called that has no right to its value", "lookup: open/unique",
            new Edit("ChildActivator.StartAsync", "supervisor.Observer?.Attach(child, lifecycle); return openable.StartAsync(token) ??",
                "Task? started = openable.StartAsync(token); supervisor.Observer?.Attach(child, lifecycle); return started ??")),
        new("17: an object that is not adopted keeps its value", "lookup: adopt/unique",
            new Edit("ChildLifecycle.Unbind", "_supervisor.Observer?.Detach(child);", "")),
        new("17: a value is free before its child has ended", "lookup: unique/end",
            new Edit(
                "ClaimMembership.OnHidden",
                "readonly void OnHidden(object? child) => _claim?.Hide(child!);",
                "void OnHidden(object? child) { _claim?.Hide(child!); Release(); }")),
    ];
}
