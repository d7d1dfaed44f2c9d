using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Orleans.Owning;
using GenTracker.Orleans.Stores;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace GenTracker.Orleans.Tests.Model;

/// <summary>A node: the product's lease, owner and takeover, over a simulated store, clock, membership, and children.</summary>
#pragma warning disable CA1001 // it is simulated, and so is what it holds
internal sealed class SimulatedNode : IChildHost, IMembers
#pragma warning restore CA1001
{
    private readonly Simulation _simulation;
    private readonly SimulatedStore _store;
    private readonly CancellationTokenSource _stop = new();

    public SimulatedNode(Simulation simulation, IClusterStore store, string name, DateTimeOffset now)
    {
        _simulation = simulation;
        Name = name;
        Time = new FakeTimeProvider(now);
        var options = new TrackerClusterOptions
        {
            Lease = Simulation.Lease,
            StopMargin = Simulation.StopMargin,
            SweepPeriod = Simulation.Lease / 2,
            TakeoverParallelism = 2,
            CheckpointPeriod = Simulation.Lease / 5,
            TimeProvider = Time,
        };
        _store = new SimulatedStore(store, simulation, this);
        Lease = new NodeLease(_store, name, "blue", options, NullLogger.Instance);
        Owner = new KeyOwner(Simulation.Tracker, _store, Lease, this, this, options, NullLogger.Instance);
        Takeover = new KeyTakeover(Simulation.Tracker, _store, Lease, this, Owner, options, NullLogger.Instance);
        Checkpoints = new SurvivorCheckpoints(Simulation.Tracker, _store, Lease, Owner, this, options, NullLogger.Instance);
    }

    public string Name { get; }

    public FakeTimeProvider Time { get; }

    public NodeLease Lease { get; }

    public KeyOwner Owner { get; }

    public KeyTakeover Takeover { get; }

    public SurvivorCheckpoints Checkpoints { get; }

    /// <summary>The children, by key, from the call of their start until their key is free.</summary>
    public Dictionary<string, SimulatedChild> Children { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether the store does not hear it, nor it the store.</summary>
    public bool IsCut { get; set; }

    /// <summary>Whether the process stands still.</summary>
    public bool IsFrozen { get; set; }

    /// <summary>Whether the process has ever stood still.</summary>
    public bool HasStoodStill { get; set; }

    /// <summary>Whether the process has ended.</summary>
    public bool IsGone { get; private set; }

    public bool IsLeaving { get; private set; }

    public bool IsReady { get; private set; }

    public async Task StartAsync()
    {
        try
        {
            await Lease.StartAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (ClusterException)
        {
            Crash();
            return;
        }

        Lease.Lost.Register(() => _ = OnLostAsync());
        IsReady = true;
        _ = Lease.RunAsync();
        _ = Takeover.RunAsync(_stop.Token);
        _ = Checkpoints.RunAsync(_stop.Token);
    }

    /// <summary>The process is killed: nothing of it goes on.</summary>
    public void Crash()
    {
        IsGone = true;
        Children.Clear();
    }

    /// <summary>A graceful stop, as of the silo.</summary>
    public async Task LeaveAsync()
    {
        IsLeaving = true;
        _stop.Cancel();
        try
        {
            await Lease.RevokeAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
        }

        await Owner.HandOverAsync().ConfigureAwait(false);
        if (Lease.Lost.IsCancellationRequested)
            return;
        _simulation.SignalAll();
        try
        {
            await Lease.ReleaseAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
        }

        Crash();
    }

    public void Open(string key, bool isReopening)
    {
        if (isReopening)
            Owner.Reopen(key, [2], isWanted: true);
        else
            Owner.GetOrOpen(key, [1], isWanted: true, out bool _);
    }

    public async Task StopKeyAsync(string key)
    {
        if (Owner.Find(key) is not { } owned)
            return;
        KeyOutcome outcome = await owned.Opened.ConfigureAwait(false);
        bool isKnown = await Owner.StopAsync(owned, ExitReason.Stopped).ConfigureAwait(false);
        if (isKnown && !IsGone && !owned.IsMoving && outcome.Status == KeyStatus.Opened)
            _simulation.OnEnded(this, key, owned.Epoch, "stopped");
    }

    /// <summary>The child's code returns.</summary>
    public void CompleteChild(SimulatedChild child) => _ = EndAsync(child, ExitReason.Completed);

    IReadOnlyList<string> IMembers.GetActive() =>
        [.. _simulation.Nodes.Where(static node => !node.IsDeclaredDead).Select(static node => node.Node.Name).Order(StringComparer.Ordinal)];

    IReadOnlyList<string> IMembers.GetActive(string tracker) => ((IMembers)this).GetActive();

    bool IMembers.IsDead(string node) => _simulation.Nodes.Any(other => other.Node.Name == node && other.IsDeclaredDead);

    async Task IChildHost.StartAsync(KeyRecord record)
    {
        var child = new SimulatedChild(record.Key, record.Epoch);
        _simulation.OnStarting(this, child);
        _simulation.Survivors.OnStarting(child, record.Survivors);
        Children.Add(record.Key, child);
        _simulation.AddStep(this, $"start {record.Key}/{record.Epoch}", () =>
        {
            if (child.IsEnding)
                return;
            if (_simulation.Chance(5))
            {
                _ = EndAsync(child, ExitReason.StartFailed);
                return;
            }

            child.HasRun = true;
            child.Started.Set(true);
        });
        if (!await child.Started.WaitAsync().ConfigureAwait(false))
            throw new InvalidOperationException("The start has failed.");
    }

    byte[]? IChildHost.ReadSurvivors(string key, long epoch) =>
        Children.TryGetValue(key, out SimulatedChild? child) && child.Epoch == epoch && child is { HasRun: true, IsEnding: false } ? child.ToBytes() : null;

    async Task IChildHost.StopAsync(string key, ExitReason reason)
    {
        if (!Children.TryGetValue(key, out SimulatedChild? child))
            return;
        _simulation.AddStep(this, $"end {key}/{child.Epoch}: {reason}", () => _ = EndAsync(child, child.HasRun ? reason : ExitReason.StartFailed));
        await child.Freed.WaitAsync().ConfigureAwait(false);
    }

    private async Task EndAsync(SimulatedChild child, ExitReason reason)
    {
        if (child.IsEnding)
            return;
        child.IsEnding = true;
        if (reason == ExitReason.Moved)
            _simulation.OnHandedOver(child);
        byte[]? survivors = reason == ExitReason.Moved ? child.ToBytes() : null;
        await Owner.OnEndedAsync(child.Key, child.Epoch, reason, child.HasRun, final: null, survivors).ConfigureAwait(false);
        if (reason == ExitReason.Completed && !IsGone && !Lease.Over.IsCancellationRequested)
            _simulation.OnEnded(this, child.Key, child.Epoch, "completed");
        Children.Remove(child.Key);
        if (!child.HasRun)
            child.Started.Set(false);
        child.Freed.Set(true);
    }

    private async Task OnLostAsync()
    {
        IsLeaving = true;
        _stop.Cancel();
        await Owner.StopAllAsync().ConfigureAwait(false);
        try
        {
            await _store.ReleaseNodeAsync(Name, CancellationToken.None).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
        }

        Crash();
    }
}

/// <summary>A child of a simulated node.</summary>
internal sealed class SimulatedChild(string key, long epoch)
{
    public string Key { get; } = key;

    public long Epoch { get; } = epoch;

    public bool HasRun { get; set; }

    /// <summary>What survives of it, together with the epoch.</summary>
    public int Count { get; set; }

    /// <summary>Whether its code has returned.</summary>
    public bool IsEnding { get; set; }

    /// <summary>Completes when its start is over, with whether it runs.</summary>
    public Completion<bool> Started { get; } = new();

    /// <summary>Completes when its key is free.</summary>
    public Completion<bool> Freed { get; } = new();

    public byte[] ToBytes() => SurvivorOracle.ToBytes(Epoch, Count);
}
