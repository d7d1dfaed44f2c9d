using System;
using System.Threading.Tasks;
using GenTracker.Tests.Support;
using Xunit;

namespace GenTracker.Tests;

/// <summary>What the generator wrote, with the runtime that it was written for.</summary>
public sealed class GeneratedMembersTests : IDisposable
{
    private readonly World _world = new();
    private readonly StreamTracker _streams;
    private readonly Stream _tv1;

    public GeneratedMembersTests()
    {
        _streams = new StreamTracker(_world.Options);
        _tv1 = _world.Result(_streams.FindOrOpenAsync("tv1", 7));
    }

    public void Dispose() => _world.Finish(_streams.DisposeAsync().AsTask());

    [Fact]
    public void Find_allocates_nothing() =>
        Assert.Equal(0, Allocations.Of(this, static test => test._streams.Find("tv1")));

    [Fact]
    public void Find_by_characters_allocates_nothing() =>
        Assert.Equal(0, Allocations.Of(this, static test => test._streams.Find("/tv1".AsSpan(1))));

    [Fact]
    public void FindOrOpenAsync_of_a_running_child_allocates_nothing() =>
        Assert.Equal(0, Allocations.Of(this, static test => AssertHit(test._streams.FindOrOpenAsync("tv1", 7))));

    [Fact]
    public void A_count_allocates_nothing() =>
        Assert.Equal(0, Allocations.Of(this, static test => test._tv1.IncrementBytesIn(1316)));

    [Fact]
    public void A_count_by_key_allocates_nothing() =>
        Assert.Equal(0, Allocations.Of(this, static test => test._streams.IncrementBytesIn("tv1", 1316)));

    [Fact]
    public void Reading_all_attributes_allocates_nothing() =>
        Assert.Equal(0, Allocations.Of(this, static test => test._tv1.ReadAttrs()));

    [Fact]
    public void Setting_an_attribute_allocates_nothing() =>
        Assert.Equal(0, Allocations.Of(this, static test => test._tv1.Hds = true));

    [Fact]
    public void An_opened_child_has_its_arguments_its_key_and_its_defaults()
    {
        StreamAttrs attributes = _tv1.ReadAttrs();

        Assert.Equal("tv1 on 7", _tv1.Name);
        Assert.Equal("tv1", _tv1.Key);
        Assert.Equal(1, _tv1.Incarnation);
        Assert.Equal(new StreamAttrs { Hds = false, BytesIn = 0, Viewers = 0, Title = "untitled" }, attributes);
    }

    [Fact]
    public void Counts_by_hand_and_by_key_are_one_counter()
    {
        long byHand = _tv1.IncrementBytesIn(1316);
        long byKey = _streams.IncrementBytesIn("tv1", 1316);

        Assert.Equal(1316, byHand);
        Assert.Equal(2632, byKey);
        Assert.Equal(2632, _tv1.BytesIn);
    }

    [Fact]
    public void A_count_on_an_unknown_key_is_refused_by_name()
    {
        var refused = Assert.Throws<ChildNotFoundException>(() => _streams.IncrementBytesIn("tv2"));

        Assert.Equal("tv2", refused.Key);
        Assert.Equal("Stream", refused.TrackerName);
        Assert.False(_streams.TryIncrementBytesIn("tv2", 1, out _));
    }

    [Fact]
    public void An_ended_child_refuses_every_write_and_keeps_its_values()
    {
        _tv1.IncrementBytesIn(5);
        _tv1.Title = "news";

        _world.Result(_streams.StopAsync("tv1"));

        Assert.Throws<ChildTerminatedException>(() => _tv1.IncrementBytesIn());
        Assert.Throws<ChildTerminatedException>(() => _tv1.Title = "late");
        Assert.False(_tv1.TryIncrementBytesIn(1, out long final));
        Assert.Equal(5, final);
        Assert.Equal("news", _tv1.Title);
    }

    private static void AssertHit(ValueTask<Stream> opening) => Assert.True(opening.IsCompletedSuccessfully);
}
