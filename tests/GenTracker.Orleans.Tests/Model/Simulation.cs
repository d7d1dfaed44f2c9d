using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using GenTracker.Orleans.Stores;
using Microsoft.Extensions.Time.Testing;

namespace GenTracker.Orleans.Tests.Model;

/// <summary>
/// Some nodes, one store, and a seed that decides the order of everything: calls to the store and their answers, starts and ends of children, timers, callers,
/// nodes that are killed, frozen, cut off from the store, declared dead, that join and leave. All runs on the thread of the test.
/// </summary>
internal sealed class Simulation(int seed)
{
    public const string Tracker = "LiveStream";

    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(3);
    public static readonly TimeSpan StopMargin = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(100);
    private static readonly string[] Keys = ["a", "b", "c"];

    private readonly Random _random = new(seed);
    private readonly List<Step> _steps = [];
    private readonly List<string> _trace = [];
    private readonly Dictionary<string, long> _lastEpochs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _handedOver = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Row> _rows = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Key, long Epoch), bool> _released = [];
    private readonly FakeTimeProvider _storeTime = new(DateTimeOffset.UnixEpoch);
    private MemoryClusterStore _store = null!;
    private readonly int _thread = Environment.CurrentManagedThreadId;
    private SurvivorOracle? _survivors;
    private string? _stray;
    private string? _broken;
    private int _joined;

    public List<Member> Nodes { get; } = [];

    /// <summary>How many of a hundred questions to the store, and of its answers, are lost.</summary>
    public int LossPercent { get; private set; } = 3;

    public IReadOnlyList<string> Trace => _trace;

    public SurvivorOracle Survivors => _survivors ??= new SurvivorOracle(Require);

    /// <summary>How often each thing has happened: the simulation must not be tame.</summary>
    public Dictionary<string, int> Counts { get; } = new(StringComparer.Ordinal);

    /// <summary>Runs one history.</summary>
    public void Run()
    {
        // A test framework's context would let continuations run on other threads.
        SynchronizationContext.SetSynchronizationContext(null);
        _store = new MemoryClusterStore(_storeTime);
        for (int i = 0; i < 3; i++)
            Join();
        for (int i = 0; i < 400; i++)
        {
            Act();
            Check();
        }

        Heal();
        for (int i = 0; i < Lease / Tick * 12; i++)
        {
            RunSteps();
            Advance(Tick);
            Check();
            foreach (Member gone in Nodes.Where(static member => member.Node.IsGone).ToArray())
                Declare(gone);
            if (!Nodes.Exists(static member => member.Node is { IsGone: false, IsLeaving: false }))
                Join();
        }

        CheckSettled();
    }

    /// <summary>Runs histories until a promise does not hold in one.</summary>
    /// <returns>Which promise, and the end of the history. <see langword="null"/> if all hold.</returns>
    public static string? FindBroken(int firstSeed, int histories)
    {
        for (int seed = firstSeed; seed < firstSeed + histories; seed++)
        {
            try
            {
                new Simulation(seed).Run();
            }
            catch (BrokenHistoryException broken)
            {
                return broken.Message;
            }
        }

        return null;
    }

    public bool Chance(int percent) => _random.Next(100) < percent;

    public void AddStep(SimulatedNode node, string what, Action run)
    {
        if (Environment.CurrentManagedThreadId != _thread)
        {
            _stray = $"{node.Name}, {what}, was asked for on another thread:{Environment.NewLine}{Environment.StackTrace}";
            return;
        }

        // Most things are quick. The end of a child is always within the margin that a node has to stop. A checkpoint may be on its way for so long that the
        // key has another owner, also if its node is gone.
        bool isCheckpoint = what.StartsWith("checkpoint ", StringComparison.Ordinal);
        TimeSpan longest = what.StartsWith("end ", StringComparison.Ordinal) ? StopMargin * 0.7 : isCheckpoint ? Lease * 3 : Lease;
        TimeSpan delay = Chance(isCheckpoint ? 30 : 8) && LossPercent > 0 ? longest * _random.NextDouble() : TimeSpan.FromMilliseconds(_random.Next(50));
        _steps.Add(new Step(node, what, _storeTime.GetUtcNow() + delay, run, OutlivesNode: isCheckpoint));
    }

    public void SignalAll()
    {
        foreach (Member member in Nodes)
            AddStep(member.Node, "is told to sweep", member.Node.Takeover.Signal);
    }

    /// <summary>The store has given a key to a node.</summary>
    public void OnAcquired(AcquireRequest request, KeyRecord acquired)
    {
        bool wasWanted = _rows.GetValueOrDefault(request.Key) is { IsWanted: true };
        Require(wasWanted || request.Arguments is not null, $"{request.Node} takes {request.Key} over, and nobody wants it");
        _rows[request.Key] = new Row(acquired.Epoch, request.Node, IsWanted: true, wasWanted);
        if (!wasWanted || (request.Arguments is not null && request.Replaces))
            Survivors.OnBegun(request.Key, acquired.Epoch);
    }

    /// <summary>A node has given a key up in the store.</summary>
    public void OnReleased(string key, string node, long epoch, bool staysWanted, byte[]? survivors)
    {
        bool hasStarted = _lastEpochs.GetValueOrDefault(key) >= epoch;
        Require(
            staysWanted || hasStarted || _rows.GetValueOrDefault(key) is not { WasWanted: true },
            $"{node} lets {key}/{epoch} go, which was wanted before, and has not started it");
        _rows[key] = new Row(epoch, Owner: null, staysWanted, WasWanted: false);
        _released[(key, epoch)] = staysWanted;
        if (!staysWanted)
            Survivors.OnBegun(key, epoch + 1);
        else if (survivors is not null)
            Survivors.OnWritten(key, survivors);
    }

    /// <summary>A child has ended for good, and who waited for it is told.</summary>
    public void OnEnded(SimulatedNode node, string key, long epoch, string how)
    {
        Note($"{how} {key}/{epoch}");
        Require(
            _rows[key] is var row && !(row.Epoch == epoch && row.Owner == node.Name),
            $"{key}/{epoch} has {how} on {node.Name}, and the store does not know it");
        Require(!_released.GetValueOrDefault((key, epoch)), $"{key}/{epoch} has {how} on {node.Name}, and is still wanted");
    }

    /// <summary>A child was handed over, so that its key must run elsewhere until somebody stops it.</summary>
    public void OnHandedOver(SimulatedChild child) => _handedOver[child.Key] = child.Epoch;

    public void OnStarting(SimulatedNode node, SimulatedChild child)
    {
        _handedOver.Remove(child.Key);
        Note($"{node.Name} starts {child.Key}/{child.Epoch}");
        Require(child.Epoch > _lastEpochs.GetValueOrDefault(child.Key), $"the epoch of {child.Key} does not rise");
        Require(node.Lease.IsValid, $"{node.Name} starts {child.Key}/{child.Epoch}, and its lease is over");
        _lastEpochs[child.Key] = child.Epoch;
    }

    private static bool IsWorking(SimulatedNode node) => node is { IsGone: false, IsReady: true, IsLeaving: false };

    private void Act()
    {
        int choice = _random.Next(105);
        SimulatedNode[] working = [.. Nodes.Select(static member => member.Node).Where(static node => IsWorking(node) && !node.IsFrozen)];
        string key = Keys[_random.Next(Keys.Length)];
        if (choice < 45)
        {
            RunOne();
        }
        else if (choice < 70)
        {
            Advance(Tick * (Chance(20) ? 10 : 1) * _random.NextDouble());
        }
        else if (choice < 97 && working.Length > 0)
        {
            SimulatedNode node = working[_random.Next(working.Length)];
            if (choice < 80)
                Do($"{node.Name} opens {key}", () => node.Open(key, isReopening: false));
            else if (choice < 83)
                Do($"{node.Name} reopens {key}", () => node.Open(key, isReopening: true));
            else if (choice < 87)
                Do($"{node.Name} stops {key}", () => _ = node.StopKeyAsync(key));
            else if (choice < 90 && node.Children.TryGetValue(key, out SimulatedChild? child) && child.HasRun)
                Do($"{key} completes on {node.Name}", () => node.CompleteChild(child));
            else if (choice < 92)
                Do($"{node.Name} is cut off", () => node.IsCut = true);
            else if (choice < 94)
                Do($"{node.Name} is killed", node.Crash);
            else if (choice < 95)
                Do($"{node.Name} leaves", () => _ = node.LeaveAsync());
            else if (choice < 96)
                Do($"{node.Name} is frozen", () => node.IsFrozen = node.HasStoodStill = true);
            else
                Do($"{node.Name} is declared dead", () => Declare(Nodes.Find(member => member.Node == node)!));
        }
        else if (choice >= 100)
        {
            Do("all children count", () => Array.ForEach(working, CountChildren));
        }
        else if (Nodes.Find(static member => member.Node.IsCut || member.Node.IsFrozen) is { } hurt && Chance(60))
        {
            Do($"{hurt.Node.Name} is well again", () => Heal(hurt.Node));
        }
        else if (Nodes.Find(static member => member is { Node.IsGone: true, IsDeclaredDead: false }) is { } gone)
        {
            Do($"{gone.Node.Name} is found dead", () => Declare(gone));
        }
        else if (working.Length < 4)
        {
            Do("a node joins", Join);
        }
    }

    private void Do(string what, Action act)
    {
        Note(what);
        string kind = string.Join(' ', what.Split(' ').Where(static word => word.Length > 2));
        Counts[kind] = Counts.GetValueOrDefault(kind) + 1;
        act();
    }

    private void CountChildren(SimulatedNode node)
    {
        foreach (SimulatedChild child in node.Children.Values.Where(static child => child is { HasRun: true, IsEnding: false }))
        {
            child.Count++;
            Survivors.OnCounted(child);
        }
    }

    private void Join()
    {
        var node = new SimulatedNode(this, _store, string.Create(CultureInfo.InvariantCulture, $"n{++_joined}"), _storeTime.GetUtcNow());
        Nodes.Add(new Member(node));
        _ = node.StartAsync();
    }

    private void Declare(Member member)
    {
        if (member.IsDeclaredDead)
            return;
        member.IsDeclaredDead = true;
        SignalAll();
    }

    private void Heal()
    {
        Note("all is well again");
        LossPercent = 0;
        foreach (Member member in Nodes)
            Heal(member.Node);
    }

    // A process that was frozen finds that the time has passed.
    private void Heal(SimulatedNode node)
    {
        node.IsCut = false;
        node.IsFrozen = false;
        node.Time.Advance(_storeTime.GetUtcNow() - node.Time.GetUtcNow());
    }

    private void RunOne()
    {
        Step[] ready = [.. _steps.Where(step => !step.Node.IsFrozen && (!step.OutlivesNode || step.Due <= _storeTime.GetUtcNow() + Tick))];
        if (ready.Length > 0)
            Execute(ready[_random.Next(ready.Length)]);
    }

    private void RunSteps()
    {
        while (_steps.Find(step => !step.Node.IsFrozen && step.Due <= _storeTime.GetUtcNow() + Tick) is { } step)
            Execute(step);
    }

    private void Execute(Step step)
    {
        _steps.Remove(step);
        if (step.Node.IsGone && !step.OutlivesNode)
            return;
        Note($"{step.Node.Name}: {step.What}");
        step.Run();
    }

    // What is due happens before the time has passed, in any order.
    private void Advance(TimeSpan time)
    {
        DateTimeOffset until = _storeTime.GetUtcNow() + time;
        while (true)
        {
            Step[] due = [.. _steps.Where(step => !step.Node.IsFrozen && step.Due < until)];
            if (due.Length == 0)
                break;
            Execute(due[_random.Next(due.Length)]);
        }

        Note(string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0} ms pass"));
        _storeTime.Advance(time);
        foreach (Member member in Nodes.ToArray())
        {
            if (!member.Node.IsFrozen && !member.Node.IsGone)
                member.Node.Time.Advance(_storeTime.GetUtcNow() - member.Node.Time.GetUtcNow());
        }
    }

    // A process that has stood still past its lease is the one overlap that is not promised away: it ends its children when it wakes.
    private void Check()
    {
        if (_broken is not null)
            throw new BrokenHistoryException(_broken);
        Require(_stray is null, _stray ?? "");
        foreach (string key in Keys)
        {
            SimulatedNode[] owners =
            [
                .. Nodes.Select(static member => member.Node)
                    .Where(static node => !node.IsGone && !node.IsFrozen && (node.Lease.IsValid || !node.HasStoodStill))
                    .Where(node => node.Children.TryGetValue(key, out SimulatedChild? child) && !child.IsEnding),
            ];
            Require(owners.Length < 2, $"{key} runs on {string.Join(" and ", owners.Select(static node => node.Name))}");
        }
    }

    private void CheckSettled()
    {
        foreach (string key in Keys)
        {
            Require(!_handedOver.ContainsKey(key), $"{key}/{_handedOver.GetValueOrDefault(key)} was handed over and does not come back");
            KeyRecord? record = _store.FindAsync(Tracker, key, CancellationToken.None).Result;
            SimulatedNode[] nodes = [.. Nodes.Select(static member => member.Node).Where(node => !node.IsGone && node.Children.ContainsKey(key))];
            Require(nodes.Length < 2, $"{key} is held by {string.Join(" and ", nodes.Select(static node => node.Name))}");
            SimulatedNode? node = nodes.FirstOrDefault();
            if (record is { IsWanted: true })
            {
                Require(node is not null, $"{key} is wanted and does not run");
                Require(
                    record.Owner == node!.Name && record.Epoch == node.Children[key].Epoch,
                    $"{key}/{node.Children[key].Epoch} runs on {node.Name}, and the store says {record.Owner} has epoch {record.Epoch}");
            }
            else
            {
                Require(node is null, $"{key} runs on {node?.Name} and is not wanted");
            }
        }
    }

    private void Note(string what) => _trace.Add(string.Create(CultureInfo.InvariantCulture, $"{_storeTime.GetUtcNow():ss.fff} {what}"));

    private void Require(bool holds, string otherwise)
    {
        if (holds)
            return;

        // What the nodes call may be in a task that nobody waits for, or under a catch, so the next check throws again.
        _broken ??= $"Seed {seed}: {otherwise}.{Environment.NewLine}{string.Join(Environment.NewLine, _trace.TakeLast(200))}";
        throw new BrokenHistoryException(_broken);
    }

    /// <summary>A node as the membership sees it.</summary>
    public sealed class Member(SimulatedNode node)
    {
        public SimulatedNode Node { get; } = node;

        public bool IsDeclaredDead { get; set; }
    }

    /// <summary>What the row of a key must say, by what the store was asked.</summary>
    private sealed record Row(long Epoch, string? Owner, bool IsWanted, bool WasWanted);

    private sealed record Step(SimulatedNode Node, string What, DateTimeOffset Due, Action Run, bool OutlivesNode);
}

/// <summary>A promise did not hold.</summary>
internal sealed class BrokenHistoryException(string message) : Exception(message);
