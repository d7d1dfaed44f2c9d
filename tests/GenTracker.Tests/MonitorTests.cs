using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using GenTracker.Runtime;
using GenTracker.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace GenTracker.Tests;

/// <summary>A tracker as tools see it, without its types.</summary>
public sealed class MonitorTests : IDisposable
{
    private readonly World _world = new();
    private readonly RecordedTracker _children;
    private readonly ITrackerMonitor _monitor;

    public MonitorTests()
    {
        _children = new RecordedTracker(_world.Options);
        _monitor = ((ITracker)_children).Monitor;
    }

    public void Dispose() => _world.Finish(_children.DisposeAsync().AsTask());

    [Fact]
    public void It_names_the_tracker_its_class_and_its_attributes()
    {
        Assert.Equal(("Recorded", typeof(Recorded)), (_monitor.Name, _monitor.ChildType));
        Assert.Equal(
            [
                new("Count", typeof(long), null, AttributeMetric.None, TrackedAttrOptions.None),
                new("Tag", typeof(object), null, AttributeMetric.None, TrackedAttrOptions.Settable),
                new("Token", typeof(string), null, AttributeMetric.None, TrackedAttrOptions.Settable | TrackedAttrOptions.Secret),
            ],
            _monitor.Attributes);
    }

    [Fact]
    public void It_knows_units_metrics_and_options()
    {
        ITrackerMonitor monitor = ((ITracker)new MeasuredTracker(_world.Options)).Monitor;
        AttributeMetric all = AttributeMetric.Total | AttributeMetric.Final | AttributeMetric.PerChild;

        Assert.Contains(new("BytesIn", typeof(long), "By", all, TrackedAttrOptions.None), monitor.Attributes);
        Assert.Contains(new("Kept", typeof(ulong), null, AttributeMetric.Total | AttributeMetric.PerChild, TrackedAttrOptions.Survives), monitor.Attributes);
        Assert.Contains(new("Busy", typeof(TimeSpan), "s", AttributeMetric.Total | AttributeMetric.Final, TrackedAttrOptions.None), monitor.Attributes);
        Assert.DoesNotContain("Spread", monitor.Attributes.Select(static attribute => attribute.Name));
    }

    [Fact]
    public void It_counts_children_by_state()
    {
        Open("a");
        Open("b");

        Assert.Equal(2, _monitor.Count);
        Assert.Equal(2, _monitor.GetCounts()[ChildState.Running]);
        Assert.Equal(0, _monitor.GetCounts()[ChildState.Restarting]);
    }

    [Fact]
    public void A_query_lists_children_by_key_with_all_that_is_known_of_them()
    {
        Open("b").IncrementCount(5);
        Open("a").Tag = "x";
        _world.Advance(TimeSpan.FromSeconds(3));

        ChildQueryResult result = _monitor.Query(new ChildQuery());

        Assert.Equal(2, result.Total);
        Assert.Equal(["a", "b"], Keys(result));
        MonitoredChild b = result.Children[1];
        Assert.Equal((ChildState.Running, 1, 0, TimeSpan.FromSeconds(3), null), (b.State, b.Incarnation, b.Restarts, b.Age, b.LastExit));
        Assert.Equal([5L, null, null], b.Values);
    }

    [Fact]
    public void A_query_takes_a_prefix_a_state_and_a_page()
    {
        foreach (string key in (string[])["tv1", "tv2", "tv3", "radio", "tv4"])
            Open(key);
        Open("tv5", new ChildOptions { Restart = RestartPolicy.Permanent }, Task.CompletedTask);

        Assert.Equal(["radio"], Keys(_monitor.Query(new ChildQuery { KeyPrefix = "ra" })));
        Assert.Equal(["tv5"], Keys(_monitor.Query(new ChildQuery { State = ChildState.Restarting })));
        ChildQueryResult page = _monitor.Query(new ChildQuery { KeyPrefix = "tv", State = ChildState.Running, Skip = 1, Take = 2 });
        Assert.Equal(4, page.Total);
        Assert.Equal(["tv2", "tv3"], Keys(page));
    }

    [Fact]
    public void A_query_sorts_by_age()
    {
        Open("old");
        _world.Advance(TimeSpan.FromSeconds(1));
        Open("new");

        Assert.Equal(["new", "old"], Keys(_monitor.Query(new ChildQuery { Sort = ChildSort.Age })));
        Assert.Equal(["old", "new"], Keys(_monitor.Query(new ChildQuery { Sort = ChildSort.Age, IsDescending = true })));
    }

    [Fact]
    public void A_query_sorts_by_any_attribute_and_then_by_key()
    {
        (string Key, long Count, object? Tag)[] children =
            [("a", 3, "y"), ("b", 20, null), ("c", 3, new Rude()), ("d", 1, 7), ("e", 2, DayOfWeek.Friday), ("f", 4, new Rude())];
        foreach ((string key, long count, object? tag) in children)
        {
            Recorded child = Open(key);
            child.IncrementCount(count);
            child.Tag = tag;
        }

        Assert.Equal(["d", "e", "a", "c", "f", "b"], Keys(_monitor.Query(new ChildQuery { Sort = ChildSort.Attribute, Attribute = "Count" })));
        Assert.Equal("b", Keys(_monitor.Query(new ChildQuery { Sort = ChildSort.Attribute, Attribute = "Tag" })).First());
    }

    [Fact]
    public void A_query_with_an_attribute_that_there_is_not_says_which_there_are()
    {
        ArgumentException refused = Assert.Throws<ArgumentException>(
            () => _monitor.Query(new ChildQuery { Sort = ChildSort.Attribute, Attribute = "Bytes" }));

        Assert.StartsWith("Tracker Recorded has no attribute Bytes. Its attributes are: Count, Tag, Token.", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_query_has_no_negative_page()
    {
        Assert.Throws<ArgumentOutOfRangeException>("Skip", () => _monitor.Query(new ChildQuery { Skip = -1 }));
        Assert.Throws<ArgumentOutOfRangeException>("Take", () => _monitor.Query(new ChildQuery { Take = -1 }));
    }

    [Fact]
    public void A_secret_is_in_no_query_and_no_exit_and_sorts_nothing()
    {
        Open("a").Token = "swordfish";
        Open("b").Token = "swordfish";
        _world.Result(_children.StopAsync("b"));

        IEnumerable<object?> values = [.. _monitor.Query(new ChildQuery()).Children[0].Values, .. _monitor.GetRecentExits()[0].Values];

        Assert.DoesNotContain("swordfish", values);
        ArgumentException refused = Assert.Throws<ArgumentException>(
            () => _monitor.Query(new ChildQuery { Sort = ChildSort.Attribute, Attribute = "Token" }));
        Assert.Contains("secret", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_child_is_found_by_the_text_of_its_key()
    {
        Open("a").IncrementCount(5);

        Assert.Equal([5L, null, null], _monitor.Find("a")!.Values);
        Assert.Null(_monitor.Find("b"));
    }

    [Fact]
    public void A_child_is_stopped_by_the_text_of_its_key()
    {
        Open("a");

        bool stopped = _world.Result(_monitor.StopAsync("a"));

        Assert.True(stopped);
        Assert.False(_world.Result(_monitor.StopAsync("a")));
        Assert.Empty(_children);
    }

    [Fact]
    public void An_abandoned_child_is_listed_and_found()
    {
        var never = new TaskCompletionSource();
        ITrackerMonitor monitor = ((ITracker)_world.Tracker).Monitor;
        _world.Open("a", probe => probe.OnRun = _ => never.Task);
        _ = _world.Tracker.StopAsync("a");
        _world.Advance(TimeSpan.FromSeconds(6));

        Assert.Equal(["a"], Keys(monitor.Query(new ChildQuery { State = ChildState.Abandoned })));
        Assert.Equal(ChildState.Abandoned, monitor.Find("a")!.State);
        Assert.Empty(monitor.Attributes);
    }

    [Fact]
    public void Recent_exits_have_the_text_of_the_key_and_the_final_values()
    {
        Open("a").IncrementCount(5);
        _world.Result(_children.StopAsync("a"));

        MonitoredExit exit = Assert.Single(_monitor.GetRecentExits());

        Assert.Equal(("a", ExitReason.Stopped), (exit.KeyText, exit.Exit.Reason));
        Assert.Equal([5L, null, null], exit.Values);
    }

    [Fact]
    public async Task AddTracker_registers_one_for_each_tracker_however_often_it_is_called()
    {
        var services = new ServiceCollection();
        services.AddTracker<RecordedTracker>();
        services.AddTracker<RecordedTracker>();
        services.AddTracker<MeasuredTracker>();
        await using ServiceProvider provider = services.BuildServiceProvider();

        IEnumerable<ITrackerMonitor> monitors = provider.GetServices<ITrackerMonitor>();

        Assert.Equal(["Recorded", "Measured"], monitors.Select(static monitor => monitor.Name));
    }

    private static IEnumerable<string> Keys(ChildQueryResult result) => result.Children.Select(static child => child.KeyText);

    private Recorded Open(string key, ChildOptions? options = null, Task? run = null)
    {
        Recorded? opened = null;
        _ = _children.FindOrOpenAsync(key, _ => opened = new Recorded(run), options).AsTask();
        _world.Settle();
        return opened!;
    }

    private sealed class Rude
    {
        public override string ToString() => throw new NotSupportedException();
    }
}
