using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Orleans.Owning;
using GenTracker.Orleans.Stores;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace GenTracker.Orleans.Tests.Owning;

/// <summary>What is written at a checkpoint, and how often.</summary>
public sealed class SurvivorCheckpointsTests : IDisposable
{
    private const string Tracker = "Room";

    private readonly FakeTimeProvider _time = new();
    private readonly TrackerClusterOptions _options;
    private readonly CountedStore _store;
    private readonly NodeLease _lease;
    private readonly Host _host = new();
    private readonly KeyOwner _owner;
    private readonly SurvivorCheckpoints _checkpoints;
    private readonly CancellationTokenSource _end = new();

    public SurvivorCheckpointsTests()
    {
        _options = new TrackerClusterOptions { Lease = TimeSpan.FromHours(1), CheckpointPeriod = TimeSpan.FromSeconds(1), TimeProvider = _time };
        _store = new CountedStore(new MemoryClusterStore(_time));
        _lease = new NodeLease(_store, "a", "blue", _options, NullLogger.Instance);
        _owner = new KeyOwner(Tracker, _store, _lease, new NoMembers(), _host, _options, NullLogger.Instance);
        _checkpoints = new SurvivorCheckpoints(Tracker, _store, _lease, _owner, _host, _options, NullLogger.Instance);
    }

    public void Dispose()
    {
        _end.Cancel();
        _end.Dispose();
        _lease.Dispose();
    }

    [Fact]
    public async Task A_key_is_written_once_and_then_only_if_its_values_have_changed()
    {
        await StartAsync("k", "l");

        Assert.Equal([["k=[1]", "l=[1]"]], TakeStatementsOfPeriod());
        Assert.Empty(TakeStatementsOfPeriod());
        _host.Survivors["l"] = [2];
        Assert.Equal([["l=[2]"]], TakeStatementsOfPeriod());
        Assert.Empty(TakeStatementsOfPeriod());
        Assert.Equal([2], (await _store.FindAsync(Tracker, "l", CancellationToken.None))!.Survivors!);
    }

    [Fact]
    public async Task A_key_that_was_taken_over_is_written_only_if_its_values_have_changed_since()
    {
        await StartAsync("k", "l");
        TakeStatementsOfPeriod();
        foreach (string key in (string[])["k", "l"])
        {
            await _store.ReleaseAsync(Tracker, key, "a", 1, staysWanted: true, final: null, survivors: null, CancellationToken.None);
            await _owner.OnEndedAsync(key, 1, ExitReason.Completed, hasRun: true, final: null, survivors: null);
            await _owner.GetOrOpen(key, arguments: null, isWanted: true, out _).Opened;
        }

        _host.Survivors["l"] = [3];

        Assert.Equal([["l=[3]"]], TakeStatementsOfPeriod());
    }

    [Fact]
    public async Task A_class_without_attributes_that_survive_asks_the_store_nothing()
    {
        _host.Default = [];
        Task checkpoints = await StartAsync("k", "l");

        Assert.Empty(TakeStatementsOfPeriod());
        Assert.True(checkpoints.IsCompletedSuccessfully, $"{checkpoints.Status}: {checkpoints.Exception}");
    }

    [Fact]
    public async Task A_key_that_does_not_come_back_and_a_child_that_does_not_run_are_not_written()
    {
        await StartAsync("k");
        await _owner.GetOrOpen("temporary", [1], isWanted: false, out _).Opened;
        await _owner.GetOrOpen("backoff", [1], isWanted: true, out _).Opened;
        _host.Survivors["backoff"] = null;

        Assert.Equal([["k=[1]"]], TakeStatementsOfPeriod());
    }

    [Fact]
    public async Task Many_keys_share_a_statement_up_to_500_of_them_or_a_megabyte()
    {
        await StartAsync([.. Enumerable.Range(0, 1_001).Select(static index => $"k{index}")]);

        Assert.Equal([500, 500, 1], TakeStatementsOfPeriod().Select(static keys => keys.Length));
        _host.Survivors["k0"] = new byte[1_048_576];
        _host.Survivors["k1"] = new byte[1_048_576];
        Assert.Equal([1, 1], TakeStatementsOfPeriod().Select(static keys => keys.Length));
    }

    [Fact]
    public async Task A_store_that_is_away_costs_a_checkpoint_and_the_next_one_has_all()
    {
        Task checkpoints = await StartAsync("k", "l");
        _store.IsAway = true;
        Assert.Single(TakeStatementsOfPeriod());
        _host.Survivors["l"] = [2];
        _store.IsAway = false;

        Assert.Equal([["k=[1]", "l=[2]"]], TakeStatementsOfPeriod());
        Assert.False(checkpoints.IsCompleted);
    }

    [Fact]
    public async Task A_store_that_does_not_answer_is_asked_again()
    {
        await StartAsync("k");
        _store.IsSilent = true;
        Assert.Single(TakeStatementsOfPeriod());
        _store.IsSilent = false;
        Assert.Empty(TakeStatementsOfPeriod());
        _time.Advance(_options.Lease / 3);

        Assert.Equal([["k=[1]"]], TakeStatementsOfPeriod());
    }

    [Fact]
    public async Task A_value_that_comes_back_after_a_write_without_an_answer_is_written_again()
    {
        await StartAsync("k");
        TakeStatementsOfPeriod();
        _store.LosesAnswers = true;
        _host.Survivors["k"] = [2];
        TakeStatementsOfPeriod();
        _store.LosesAnswers = false;
        _host.Survivors["k"] = [1];

        Assert.Equal([["k=[1]"]], TakeStatementsOfPeriod());
        Assert.Equal([1], (await _store.FindAsync(Tracker, "k", CancellationToken.None))!.Survivors!);
    }

    [Fact]
    public async Task What_cannot_be_read_leaves_the_other_keys_alone()
    {
        await StartAsync("k", "l");
        _host.Broken = "k";

        Assert.Equal([["l=[1]"]], TakeStatementsOfPeriod());
    }

    [Fact]
    public async Task No_checkpoint_is_written_if_the_period_is_infinite()
    {
        _options.CheckpointPeriod = Timeout.InfiniteTimeSpan;
        Task checkpoints = await StartAsync("k");

        Assert.True(checkpoints.IsCompletedSuccessfully, $"{checkpoints.Status}: {checkpoints.Exception}");
        Assert.Empty(TakeStatementsOfPeriod());
    }

    private async Task<Task> StartAsync(params string[] keys)
    {
        await _lease.StartAsync(CancellationToken.None);
        foreach (string key in keys)
            await _owner.GetOrOpen(key, [1], isWanted: true, out _).Opened;
        return _checkpoints.RunAsync(_end.Token);
    }

    private string[][] TakeStatementsOfPeriod()
    {
        // What the clock sets off runs before it returns: not so in the context of the test framework.
        SynchronizationContext.SetSynchronizationContext(null);
        _time.Advance(TimeSpan.FromSeconds(1));
        string[][] statements = [.. _store.Statements];
        _store.Statements.Clear();
        return statements;
    }

    private sealed class CountedStore(MemoryClusterStore store) : DelegatingStore(store)
    {
        public List<string[]> Statements { get; } = [];

        public bool IsAway { get; set; }

        public bool IsSilent { get; set; }

        public bool LosesAnswers { get; set; }

        public override async Task<IReadOnlyList<string>> CheckpointAsync(
            string tracker, string node, long sequence, IReadOnlyList<Checkpoint> checkpoints, CancellationToken cancellationToken)
        {
            Statements.Add([.. checkpoints.Select(static checkpoint => $"{checkpoint.Key}=[{string.Join(", ", checkpoint.Survivors)}]").Order()]);
            if (IsAway)
                throw new TimeoutException("The store is away.");
            if (IsSilent)
                await new TaskCompletionSource().Task.ConfigureAwait(false);
            IReadOnlyList<string> written = await base.CheckpointAsync(tracker, node, sequence, checkpoints, cancellationToken).ConfigureAwait(false);
            return LosesAnswers ? throw new TimeoutException("The answer was lost.") : written;
        }
    }

    private sealed class NoMembers : IMembers
    {
        public IReadOnlyList<string> GetActive() => [];

        public IReadOnlyList<string> GetActive(string tracker) => [];

        public bool IsDead(string node) => false;
    }

    private sealed class Host : IChildHost
    {
        public byte[] Default { get; set; } = [1];

        public Dictionary<string, byte[]?> Survivors { get; } = [];

        public string? Broken { get; set; }

        public Task StartAsync(KeyRecord record) => Task.CompletedTask;

        public byte[]? ReadSurvivors(string key, long epoch) =>
            key == Broken ? throw new InvalidOperationException("No codec.") : Survivors.TryGetValue(key, out byte[]? survivors) ? survivors : Default;

        public Task StopAsync(string key, ExitReason reason) => Task.CompletedTask;
    }
}
