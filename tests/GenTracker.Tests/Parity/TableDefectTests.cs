using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Tests.Support;
using Xunit;

namespace GenTracker.Tests.Parity;

/// <summary>The original's defects in its tables: what attributes cost, whose they are, and who may write them.</summary>
public sealed class TableDefectTests
{
    private const int Few = 200;
    private const int Many = 10_000;

    /// <summary>Original: a scan of all attributes for each child, 11 to 26 s for 3,000 children. Here: one pass.</summary>
    [Fact]
    public void D1_Listing_all_children_with_all_attributes_is_linear()
    {
        Effort few = EffortOfListing(Few);
        Effort many = EffortOfListing(Many);

        AssertLinear(few.KeyOperations, many.KeyOperations, "operations on keys");
        AssertLinear(few.Bytes, many.Bytes, "bytes");
    }

    /// <summary>Original: 67 ms to read one child's attributes among 300,000. Here: as many reads as it has attributes, and nobody else's.</summary>
    [Fact]
    public void D2_Reading_one_childs_attributes_costs_the_same_among_few_and_among_many()
    {
        Effort few = EffortOf(Few, static (items, child) => GC.KeepAlive(child.ReadAttrs().I + items.Name));
        Effort many = EffortOf(Many, static (items, child) => GC.KeepAlive(child.ReadAttrs().I + items.Name));

        Assert.Equal(few, many);
        Assert.Equal(0, many.KeyOperations);
    }

    /// <summary>Original: each death scans the attributes of all, 139 ms among 300,000. Here: an end touches its own key only.</summary>
    [Fact]
    public void D2_An_end_costs_the_same_among_few_and_among_many()
    {
        Effort few = EffortOf(Few, static (items, child) => _ = items.StopAsync(child.Key));
        Effort many = EffortOf(Many, static (items, child) => _ = items.StopAsync(child.Key));

        Assert.Equal((few.KeyOperations, few.Steps), (many.KeyOperations, many.Steps));
        Assert.True(many.Bytes <= few.Bytes + 1024, $"An end among {Few} children allocated {few.Bytes} bytes, one among {Many} {many.Bytes}.");
    }

    /// <summary>Original: every write goes through one process, and is slower the more callers there are. Here: its caller does it, at once.</summary>
    [Fact]
    public void D3_A_write_is_done_by_its_caller_and_goes_through_nothing()
    {
        var world = new CameraWorld();
        Camera camera = world.Open("tv1");
        world.World.Settle();

        camera.Title = "news";
        camera.IncrementBytesIn(1316);
        world.Cameras.IncrementBytesIn("tv1", 1316);

        Assert.Equal(("news", 2632), (camera.Title, camera.BytesIn));
        Assert.False(world.World.Dispatcher.RunOne(), "A write left something to be done.");
    }

    /// <summary>Original: a count on an unknown name makes a row that no listing shows and the next child inherits.</summary>
    [Fact]
    public void D10_Counts_on_unknown_and_on_ended_keys_are_refused_and_reach_nobody()
    {
        var world = new CameraWorld();
        Assert.Throws<ChildNotFoundException>(() => world.Cameras.IncrementBytesIn("tv1", 15));
        Camera first = world.Open("tv1");
        Assert.Equal(0, first.BytesIn);
        world.Stop("tv1");

        Assert.Throws<ChildTerminatedException>(() => first.IncrementBytesIn(15));
        Assert.Throws<ChildNotFoundException>(() => world.Cameras.IncrementBytesIn("tv1", 15));

        Assert.Equal(0, first.BytesIn);
        Assert.Equal(0, world.Open("tv1").BytesIn);
    }

    /// <summary>Original: a start that fails leaves its attributes to the next child of that name.</summary>
    [Fact]
    public void D10_A_failed_start_leaves_nothing_to_the_next_child()
    {
        var world = new CameraWorld();
        Task<Camera> failed = world.BeginOpen("tv1", camera =>
        {
            camera.Online = true;
            camera.IncrementBytesEver(15);
            camera.OnStart = _ => throw new InvalidOperationException("no source");
        });
        Assert.Throws<ChildStartException>(() => world.World.Result(failed));

        Camera next = world.Open("tv1");

        Assert.Equal(new CameraAttrs { Online = false, Title = "untitled", BytesIn = 0, BytesEver = 0, Viewers = 0 }, next.ReadAttrs());
    }

    /// <summary>Original: a slow writer of the old incarnation writes into the new one. Here: a child object is one incarnation.</summary>
    [Fact]
    public void D10_A_slow_writer_of_an_ended_child_never_reaches_its_successor()
    {
        var world = new CameraWorld(options => options.Restart = RestartPolicy.Permanent);
        var ends = new RunEnds(world.World);
        Camera old = world.Open("tv1", camera => camera.OnRun = ends.RunAsync);
        old.IncrementBytesIn(1);
        ends.Fail();
        world.World.Advance(TimeSpan.FromMilliseconds(50));
        Camera next = Assert.Single(world.Cameras);

        bool landed = old.TryIncrementBytesIn(15, out long final);

        Assert.NotSame(old, next);
        Assert.Equal((false, 1), (landed, final));
        Assert.Throws<ChildTerminatedException>(() => old.Title = "late");
        Assert.Equal((0, "untitled"), (next.BytesIn, next.Title));
    }

    /// <summary>Original: names 1 and 1.0 share attributes, and the death of the one deletes those of the other.</summary>
    [Fact]
    public void D13_Keys_that_merely_look_alike_share_nothing()
    {
        var rows = new RowTracker(new World().Options);
        var world = new CameraWorld();
        Row one = Adopt(rows, 1);
        Row alike = Adopt(rows, 1.0);
        one.Value = "one";
        alike.IncrementCount(5);

        world.Open("1").Title = "one";
        world.Open("1.0").Title = "alike";
        world.Stop("1");

        Assert.Same(one, rows.Find(new Term(1)));
        Assert.Same(alike, rows.Find(new Term(1.0)));
        Assert.Equal(("one", 0, "", 5), (one.Value, one.Count, alike.Value, alike.Count));
        Assert.Null(world.Cameras.Find("1"));
        Assert.Equal("alike", world.Cameras.Find("1.0")!.Title);
    }

    /// <summary>Original: one child whose name is a tuple makes queries of all fail.</summary>
    [Fact]
    public void D14_A_tuple_is_a_key_like_any_other()
    {
        var world = new World();
        var rows = new RowTracker(world.Options);
        Row plain = Adopt(rows, "tv1");
        Row tuple = Adopt(rows, ("vod", "film.mp4"));
        tuple.Value = "film";

        Assert.Same(tuple, rows.Find(new Term(("vod", "film.mp4"))));
        Assert.Equal(["", "film"], rows.Select(row => row.ReadAttrs().Value).Order());
        Assert.Equal(3, rows.IncrementCount(new Term(("vod", "film.mp4")), 3));
        Task<bool> stop = rows.StopAsync(new Term(("vod", "film.mp4")));
        world.Advance(TimeSpan.FromSeconds(5));
        Assert.True(world.Result(stop));
        Assert.Same(plain, Assert.Single(rows));
    }

    /// <summary>Original: <c>getattr</c> with a time-out polls by the second; 500 ms take 2 s.</summary>
    [Fact]
    public void D17_A_wait_for_an_attribute_ends_with_the_write_and_without_the_clock()
    {
        var world = new CameraWorld();
        Camera camera = world.Open("tv1");
        Task<Camera> wait = world.Cameras.WaitForAsync("tv1", static found => found.Online);
        world.World.Settle();
        Assert.False(wait.IsCompleted);

        camera.Online = true;

        Assert.Same(camera, world.World.Result(wait));
        Assert.Equal(0, world.World.Time.PendingTimers);
    }

    /// <summary>Original: the same, with a time that is used up.</summary>
    [Fact]
    public void D17_A_wait_of_half_a_second_takes_half_a_second()
    {
        var world = new CameraWorld();
        using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(500), world.World.Time);
        Task<Camera> wait = world.Cameras.WaitForAsync("tv1", static found => found.Online, patience.Token);

        world.World.Advance(TimeSpan.FromMilliseconds(500) - TimeSpan.FromTicks(1));
        bool endedEarly = wait.IsCompleted;
        world.World.Advance(TimeSpan.FromTicks(1));

        Assert.False(endedEarly);
        Assert.True(wait.IsCanceled);
    }

    /// <summary>Original: its tables are public, and any process can write anything. Here: the setter's accessibility decides.</summary>
    [Fact]
    public void D22_Only_those_may_write_whom_the_setter_lets()
    {
        IEnumerable<string> attributes = typeof(CameraAttrs).GetProperties().Select(property => property.Name);
        IEnumerable<string> settable = attributes.Where(name => typeof(Camera).GetProperty(name)!.SetMethod is { IsPublic: true });

        Assert.Equal(["Online", "Title"], settable.Order());
        Assert.Contains("IncrementBytesIn", MethodsOf(typeof(Camera), BindingFlags.Public));
        Assert.Contains("IncrementBytesIn", MethodsOf(typeof(CameraTracker), BindingFlags.Public));
        Assert.Contains("IncrementViewers", MethodsOf(typeof(Camera), BindingFlags.NonPublic));
        Assert.DoesNotContain(
            MethodsOf(typeof(Camera), BindingFlags.Public), name => name.Contains("Viewers", StringComparison.Ordinal) && name != "get_Viewers");
        Assert.DoesNotContain(
            MethodsOf(typeof(CameraTracker), BindingFlags.Public | BindingFlags.NonPublic), name => name.Contains("Viewers", StringComparison.Ordinal));
    }

    private static Effort EffortOfListing(int children) =>
        EffortOf(children, static (items, _) =>
        {
            long seen = 0;
            foreach (Item item in items)
                seen += item.ReadAttrs().C;
            Assert.Equal(items.Count, items.GetChildren().Count);
            Assert.Equal(0, seen);
        });

    /// <summary>
    /// The effort of a work on one child among others, after it was done once on another child, so that nothing in it happens for the first time. The least of
    /// nine children: now and then another key has the tag of the one that is sought, and is compared too.
    /// </summary>
    private static Effort EffortOf(int children, Action<ItemTracker, Item> work)
    {
        var world = new World();
        var items = new ItemTracker(world.Options);
        List<Item> all = Effort.Fill(world, items, children);
        Effort.Of(world, () => work(items, all[0]));
        return Enumerable.Range(1, 9)
            .Select(part => Effort.Of(world, () => work(items, all[children * part / 10])))
            .MinBy(static effort => effort.KeyOperations);
    }

    private static void AssertLinear(long few, long many, string what)
    {
        const long Times = Many / Few;
        Assert.True(many <= Times * (few + 1024) * 3 / 2, $"{Few} children took {few} {what}, {Many} took {many}: more than {Times} times as many.");
    }

    private static Row Adopt(RowTracker rows, object name)
    {
        var row = new Row();
        rows.AddExisting(new Term(name), row);
        return row;
    }

    private static string[] MethodsOf(Type type, BindingFlags accessibility) =>
        [.. type.GetMethods(BindingFlags.Instance | accessibility).Select(method => method.Name)];
}
