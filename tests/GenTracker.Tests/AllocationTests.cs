using System;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Runtime;
using GenTracker.Tests.Support;
using Xunit;

namespace GenTracker.Tests;

/// <summary>What is done for every packet of every stream allocates nothing.</summary>
public sealed class AllocationTests : IDisposable
{
    private readonly World _world = new();
    private readonly HitTracker _tracker;
    private readonly Probe _child;

    public AllocationTests()
    {
        _tracker = new HitTracker(_world.Options);
        _child = _world.Result(_tracker.FindOrOpenAsync("a"));
    }

    public void Dispose() => _world.Finish(_tracker.DisposeAsync().AsTask());

    [Fact]
    public void A_find_allocates_nothing() =>
        Assert.Equal(0, Allocations.Of(this, static test => test.Saw(test._tracker.Find("a"))));

    [Fact]
    public void A_find_by_characters_allocates_nothing() =>
        Assert.Equal(0, Allocations.Of(this, static test => test.Saw(test._tracker.Find("xa".AsSpan(1)))));

    [Fact]
    public void A_find_of_an_unknown_key_allocates_nothing() =>
        Assert.Equal(0, Allocations.Of(this, static test => Assert.True(test._tracker.Find("b") is null)));

    [Fact]
    public void An_open_that_hits_allocates_nothing() =>
        Assert.Equal(0, Allocations.Of(this, static test => test.Saw(test._tracker.FindOrOpenAsync("a"))));

    [Fact]
    public void An_open_with_a_function_that_hits_allocates_nothing() =>
        Assert.Equal(0, Allocations.Of(this, static test => test.Saw(test._tracker.FindOrOpenAsync("a", static _ => new Probe()))));

    [Fact]
    public void An_open_with_a_function_and_a_state_that_hits_allocates_nothing() =>
        Assert.Equal(0, Allocations.Of(this, static test => test.Saw(test._tracker.FindOrOpenAsync("a", 5, static (_, _, _) => new Probe()))));

    [Fact]
    public void A_hit_that_lost_the_race_to_be_found_first_allocates_nothing() =>
        Assert.Equal(0, Allocations.Of(this, static test => test.Saw(test._tracker.OpenAsync("a"))));

    [Fact]
    public void A_count_and_a_write_allocate_nothing() =>
        Assert.Equal(0, Allocations.Of(this, static test =>
        {
            test._child.IncrementCount();
            test._child.Title = "a";
        }));

    [Fact]
    public void A_list_of_all_children_allocates_at_most_120_bytes_for_each_that_has_not_restarted()
    {
        const int Children = 1_000;
        for (int i = 1; i < Children; i++)
            _world.Result(_tracker.FindOrOpenAsync($"child {i}"));
        _tracker.GetChildren();

        long before = GC.GetAllocatedBytesForCurrentThread();
        int listed = _tracker.GetChildren().Count;
        long bytes = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(Children, listed);
        Assert.InRange(bytes / Children, 1, 120);
    }

    [Fact]
    public void What_allocates_is_seen_to() =>
        Assert.True(Allocations.Of(this, static test => GC.KeepAlive(test._tracker.GetChildren())) >= Allocations.Rounds);

    private void Saw(Probe? found)
    {
        if (!ReferenceEquals(_child, found))
            Assert.Fail("Another child was found.");
    }

    private void Saw(ValueTask<Probe> opening)
    {
        if (!opening.IsCompletedSuccessfully)
            Assert.Fail("The open was no hit.");
        Saw(opening.GetAwaiter().GetResult());
    }

    /// <summary>Opens as generated code does.</summary>
    private sealed class HitTracker(TrackerOptions options) : Tracker<string, Probe>("Hit", options, null, null, StringComparer.Ordinal, [])
    {
        private static readonly ProbeSpec Spec = new();

        public Probe? Find(ReadOnlySpan<char> key) => FindBySpan(key);

        public new Probe? Find(string key) => base.Find(key);

        public ValueTask<Probe> FindOrOpenAsync(string key, ChildOptions? options = null, CancellationToken cancellationToken = default) =>
            Find(key) is { } found ? new(found) : FindOrOpenCoreAsync(key, new ProbeSpec(), options, cancellationToken);

        public ValueTask<Probe> FindOrOpenAsync(string key, Func<string, Probe> create) =>
            Find(key) is { } found ? new(found) : FindOrOpenCoreAsync(key, ChildSpec.FromFactory(create), null, default);

        public ValueTask<Probe> FindOrOpenAsync<TState>(string key, TState state, Func<string, TState, IServiceProvider, Probe> create) =>
            Find(key) is { } found ? new(found) : FindOrOpenCoreAsync(key, ChildSpec.FromFactory(state, create), null, default);

        public ValueTask<Probe> OpenAsync(string key) => FindOrOpenCoreAsync(key, Spec, null, default);
    }

    private sealed class ProbeSpec : ChildSpec<string, Probe>
    {
        public override Probe Create(string key, ChildScope scope) => new();
    }
}
