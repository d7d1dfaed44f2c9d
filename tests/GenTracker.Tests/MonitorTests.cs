using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
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
    public void A_query_takes_a_part_of_the_key_in_any_case()
    {
        foreach (string key in (string[])["tv1", "TV2", "radio"])
            Open(key);

        ChildQueryResult result = _monitor.Query(new ChildQuery { KeyContains = "Tv" });

        Assert.Equal(2, result.Total);
        Assert.Equal(["TV2", "tv1"], Keys(result));
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
    public void Numbers_and_times_of_every_type_are_sorted_by_their_value()
    {
        // As text each large one comes first.
        (object Small, object Large)[] values =
        [
            ((sbyte)-10, (sbyte)-9), ((byte)9, (byte)10), ((short)9, (short)10), ((ushort)9, (ushort)10), (9, 10), (9U, 10U), (9L, 10L), (9UL, 10UL),
            ((nint)9, (nint)10), ((nuint)9, (nuint)10), ((Int128)9, (Int128)10), ((UInt128)9, (UInt128)10), (new BigInteger(9), new BigInteger(10)),
            ((Half)9, (Half)10), (9F, 10F), (9D, 10D), (9M, 10M), (new Version(9, 0), new Version(10, 0)), (false, true), ('a', 'b'),
            (TimeSpan.FromDays(9), TimeSpan.FromDays(10)), (new TimeOnly(9, 0), new TimeOnly(10, 0)), (new DateOnly(2000, 2, 1), new DateOnly(2001, 1, 1)),
            (new DateTime(2000, 2, 1), new DateTime(2001, 1, 1)),
            (new DateTimeOffset(2000, 2, 1, 0, 0, 0, default), new DateTimeOffset(2001, 1, 1, 0, 0, 0, default)),
        ];
        Recorded large = Open("large");
        Recorded small = Open("small");
        foreach ((object smallValue, object largeValue) in values)
        {
            (small.Tag, large.Tag) = (smallValue, largeValue);

            string order = string.Join(' ', Keys(_monitor.Query(new ChildQuery { Sort = ChildSort.Attribute, Attribute = "Tag" })));

            Assert.True(order == "small large", $"Wrong order of {smallValue.GetType()}.");
        }
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
    public void A_query_has_a_state_and_a_sort_that_there_are()
    {
        ArgumentException state = Assert.Throws<ArgumentOutOfRangeException>("State", () => _monitor.Query(new ChildQuery { State = (ChildState)99 }));
        ArgumentException sort = Assert.Throws<ArgumentOutOfRangeException>("Sort", () => _monitor.Query(new ChildQuery { Sort = (ChildSort)(-1) }));

        Assert.StartsWith("It must be one of Starting, Running, Restarting, Terminating, Abandoned.", state.Message, StringComparison.Ordinal);
        Assert.StartsWith("It must be one of Key, Age, Attribute.", sort.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_age_is_never_negative()
    {
        _world.Time.Set = TimeSpan.FromHours(1);
        Open("a");
        _world.Time.Set = TimeSpan.Zero;

        Assert.Equal(TimeSpan.Zero, _monitor.Find("a")!.Age);
        Assert.Equal(TimeSpan.Zero, _monitor.Query(new ChildQuery()).Children[0].Age);
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
    public void Long_keys_with_one_beginning_have_texts_by_which_each_is_found_and_stopped()
    {
        string beginning = new('k', 1_000);
        Open(beginning + "1").IncrementCount(1);
        Open(beginning + "2").IncrementCount(2);

        string[] texts = [.. Keys(_monitor.Query(new ChildQuery { Sort = ChildSort.Attribute, Attribute = "Count" }))];
        object? found = _monitor.Find(texts[1])!.Values[0];
        bool isStopped = _world.Result(_monitor.StopAsync(texts[1]));

        Assert.All(texts, static text => Assert.InRange(text.Length, 1, 256));
        Assert.Equal((2L, true), (found, isStopped));
        Assert.Equal([beginning + "1"], _children.Select(static child => child.Key));
        Assert.Equal(texts[1], _monitor.GetRecentExits()[0].KeyText);
    }

    [Fact]
    public void It_totals_starts_exits_and_restarts()
    {
        Open("a", new ChildOptions { Restart = RestartPolicy.Permanent }, Task.CompletedTask);
        _world.Advance(TimeSpan.FromMilliseconds(50));
        Open("b");
        _world.Result(_children.StopAsync("b"));

        TrackerTotals totals = _monitor.GetTotals();

        Assert.Equal((3, 3, 1), (totals.Starts, totals.Exits, totals.Restarts));
        Assert.Equal((0, null), (totals.Abandoned, totals.LastAbandonedAt));
        Assert.Equal((0, null), (totals.RestartLimits, totals.LastRestartLimitAt));
    }

    [Fact]
    public void It_totals_the_children_of_all_keys()
    {
        const int Keys = 100;
        for (int i = 0; i < Keys; i++)
        {
            Open($"key-{i}");
            _world.Result(_children.StopAsync($"key-{i}"));
        }

        Assert.Equal((Keys, Keys), (_monitor.GetTotals().Starts, _monitor.GetTotals().Exits));
    }

    [Fact]
    public void It_totals_failed_starts_as_exits()
    {
        ITrackerMonitor monitor = ((ITracker)_world.Tracker).Monitor;
        _ = _world.Tracker.OpenAsync("a", static probe => probe.OnStart = static _ => throw new InvalidOperationException("no")).AsTask();
        _world.Settle();

        Assert.Equal((0, 1), (monitor.GetTotals().Starts, monitor.GetTotals().Exits));
    }

    [Fact]
    public void It_totals_abandoned_children_and_knows_when_the_last_one_was_abandoned()
    {
        var never = new TaskCompletionSource();
        ITrackerMonitor monitor = ((ITracker)_world.Tracker).Monitor;
        _world.Open("a", probe => probe.OnRun = _ => never.Task);
        _ = _world.Tracker.StopAsync("a");
        DateTimeOffset asked = _world.Time.GetUtcNow();
        _world.Advance(TimeSpan.FromSeconds(6));

        TrackerTotals totals = monitor.GetTotals();

        Assert.Equal((1, asked + TimeSpan.FromSeconds(5)), (totals.Abandoned, totals.LastAbandonedAt));
    }

    [Fact]
    public void It_totals_restart_limits_and_knows_when_the_last_one_was_reached()
    {
        (_world.Options.Restart, _world.Options.MaxRestarts) = (RestartPolicy.Permanent, 0);
        var children = new RecordedTracker(_world.Options);
        ITrackerMonitor monitor = ((ITracker)children).Monitor;
        _ = children.FindOrOpenAsync("a", static _ => new Recorded(Task.CompletedTask)).AsTask();
        _world.Settle();

        TrackerTotals totals = monitor.GetTotals();

        Assert.Equal(1, totals.RestartLimits);
        Assert.Equal(monitor.GetRecentExits()[0].Exit.EndedAt, totals.LastRestartLimitAt);
    }

    [Fact]
    public void It_knows_that_the_tracker_has_closed()
    {
        bool before = _monitor.IsClosed;
        _world.Finish(_children.CloseAsync());

        Assert.Equal((false, true), (before, _monitor.IsClosed));
    }

    [Fact]
    public void A_text_for_tools_is_bounded_and_never_throws()
    {
        var rude = new InvalidOperationException(new string('m', 100_000));

        Assert.Equal("Rude (its ToString failed)", MonitoredText.Format(new Rude()));
        Assert.Equal("", MonitoredText.Format(null));
        Assert.Equal(256, MonitoredText.Format(new string('x', 1_000)).Length);
        Assert.Equal(1_024, MonitoredText.FormatMessage(rude).Length);
        Assert.Equal(65_536, MonitoredText.FormatException(rude).Length);
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
