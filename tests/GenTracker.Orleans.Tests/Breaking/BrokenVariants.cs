using System.Collections.Generic;
using GenTracker.Breaking;

namespace GenTracker.Orleans.Tests.Breaking;

/// <summary>Leases, acquisitions, ends and takeovers with one check left out, or two steps exchanged.</summary>
internal static class BrokenVariants
{
    public static IReadOnlyList<BrokenVariant> All { get; } =
    [
        new("the store gives a key away whose owner has a lease",
            new Edit("MemoryClusterStore.AcquireAsync", "&& !IsOver(other)", "&& false")),
        new("the store gives keys to a node whose lease is over",
            new Edit("MemoryClusterStore.AcquireAsync", "|| lease.IsRevoked || IsOver(lease)", ""),
            new Edit("NodeLease.IsValid", "&& _time.GetTimestamp() < Volatile.Read(ref _validUntil)", "")),
        new("an acquisition gives an epoch anew",
            new Edit("MemoryClusterStore.AcquireAsync", "+ 1,", "% 3 + 1,")),
        new("a release frees the row of another owner",
            new Edit("MemoryClusterStore.ReleaseAsync", "|| present.Owner != node || present.Epoch != epoch", "")),
        new("a lease has no margin in which children stop",
            new Edit("NodeLease.Extend", "options.Lease - options.StopMargin", "options.Lease")),
        new("a lease counts from its answer, and has no margin for it",
            new Edit("NodeLease.TryRenewAsync", "Extend(asked);", "Extend(_time.GetTimestamp());"),
            new Edit("NodeLease.Extend", "options.Lease - options.StopMargin", "options.Lease")),
        new("a lease that is over stops no child",
            new Edit("NodeLease.Lose", "_lost.Cancel();", "")),
        new("a key of a live owner is taken",
            new Edit("KeyOwner.AcquireAsync", "if (status == AcquireStatus.OwnedByOther)", "if (false)"),
            new Edit(
                "KeyOwner.AcquireAsync",
                "if (status != AcquireStatus.Acquired)",
                "if (status is not (AcquireStatus.Acquired or AcquireStatus.OwnedByOther))")),
        new("a checkpoint of a former owner is accepted",
            new Edit("MemoryClusterStore.CheckpointAsync", "|| row.Record.Owner != node || row.Record.Epoch != epoch", "")),
        new("a checkpoint that was overtaken is accepted",
            new Edit("MemoryClusterStore.CheckpointAsync", "if (row.Sequence >= sequence)", "if (false)")),
        new("an acquisition deletes what survives",
            new Edit("MemoryClusterStore.AcquireAsync", "keeps ? present!.Survivors : null", "null")),
        new("a key that is opened anew begins with what survived before",
            new Edit("MemoryClusterStore.AcquireAsync", "keeps ? present!.Survivors : null", "present?.Survivors")),
        new("a hand-over leaves the last checkpoint",
            new Edit("MemoryClusterStore.ReleaseAsync", "survivors ?? present.Survivors", "present.Survivors")),
        new("a key is handed over before its child has ended",
            new Edit("KeyOwner.HandOverAsync", "return StopAsync(key, ExitReason.Moved);", "return (Task)EndAsync(key, staysWanted: true, final: null);")),
        new("a key that is handed over is not wanted any more",
            new Edit(
                "KeyOwner.OnEndedAsync",
                "hasRun ? isMoved : present.IsTakeover || (present.IsMoving && !present.IsNew)",
                "false")),
        new("a release leaves an ended key wanted",
            new Edit("MemoryClusterStore.ReleaseAsync", "staysWanted && present.IsWanted", "present.IsWanted")),
        new("keys are taken over that nobody wants",
            new Edit("MemoryClusterStore.GetOrphansAsync", "&& key.Value.Record.IsWanted", ""),
            new Edit("MemoryClusterStore.AcquireAsync", "request.Arguments is null && present is not { IsWanted: true }", "false")),
        new("a key is started whose acquisition was answered after the lease",
            new Edit("KeyOwner.StartAsync", "if (!lease.IsValid || _isLeaving)", "if (false)")),
        new("an open that its node could not start lets a wanted key go",
            new Edit("KeyOwner.StartAsync", "staysWanted: !key.IsNew", "staysWanted: key.IsTakeover")),
        new("a release that was not answered is not repeated",
            new Edit("KeyOwner.ReleaseAsync", "OwningLog.ReleaseFailed(logger, tracker, key.Key, key.Epoch, exception);", "return true;")),
        new("the store is not told of an end",
            new Edit(
                "KeyOwner.ReleaseAsync",
                "await store\n                    .ReleaseAsync(tracker, key.Key, lease.Node, key.Epoch, staysWanted, final, survivors, lease.Over)\n"
                    + "                    .ConfigureAwait(false);",
                "await Task.CompletedTask;")),
        new("a key whose acquisition was not answered is forgotten",
            new Edit("KeyOwner.ReconcileAsync", "if (!_keys.ContainsKey(key))", "if (false)")),
        new("a sweep takes nothing over",
            new Edit("KeyTakeover.TakeOverAsync", "if (keys.Count == 0)", "if (true)")),
        new("a sweep shares keys out to nodes that take none",
            new Edit("KeyTakeover.GetShare", "members.GetActive(tracker).Where(able.Contains)", "members.GetActive(), \"nobody\""),
            new Edit("KeyTakeover.GetShare", "+ round", "")),
    ];
}
