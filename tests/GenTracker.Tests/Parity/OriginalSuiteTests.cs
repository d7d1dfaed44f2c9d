using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Xunit;

namespace GenTracker.Tests.Parity;

/// <summary>The original's own tests, in our words: the nine that it runs, and the two that it has commented out.</summary>
public sealed class OriginalSuiteTests
{
    private static readonly TimeSpan ShutdownOf200 = TimeSpan.FromMilliseconds(200);

    /// <summary>Original: <c>wrong_child_spec</c>. There a list of terms in the wrong order; here what the compiler cannot see.</summary>
    [Fact]
    public void A_wrong_specification_is_refused_and_opens_nothing()
    {
        var world = new CameraWorld();
        var wrong = new ChildOptions { StopTimeout = TimeSpan.FromSeconds(-200) };

        var refused = Assert.Throws<ArgumentOutOfRangeException>(() => world.Open("process1", options: wrong));

        Assert.Contains("StopTimeout", refused.Message, StringComparison.Ordinal);
        Assert.Empty(world.Cameras.GetChildren());
        Assert.NotNull(world.Open("process1"));
    }

    /// <summary>Original: <c>temporary</c>, which skips itself as flaky, since its <c>wait</c> does not wait for deaths.</summary>
    [Fact]
    public void A_temporary_child_is_listed_until_it_ends_and_never_after()
    {
        var world = new CameraWorld();
        var run = new TaskCompletionSource();
        Camera child = world.Open("process1", camera => camera.OnRun = _ => run.Task);
        var before = world.States.ToArray();

        world.World.Run(run.SetResult);
        world.World.Finish(world.Cameras.WhenSettledAsync());

        Assert.Equal([("process1", ChildState.Running)], before);
        Assert.True(child.Completion.IsCompleted);
        Assert.Empty(world.Cameras.GetChildren());
        Assert.Null(world.Cameras.Find("process1"));
        Assert.Equal(0, world.World.Time.PendingTimers);
    }

    /// <summary>Original: <c>list</c>, with all attributes and with chosen ones.</summary>
    [Fact]
    public void A_listing_has_each_child_with_its_attributes()
    {
        var world = new CameraWorld();
        Camera child = world.Open("list1");
        child.Online = true;
        child.Title = "news";

        CameraAttrs all = Assert.Single(world.Cameras).ReadAttrs();
        string chosen = world.Cameras.Select(camera => camera.Title).Single();

        Assert.Equal(new CameraAttrs { Online = true, Title = "news", BytesIn = 0, BytesEver = 0, Viewers = 0 }, all);
        Assert.Equal("news", chosen);
    }

    /// <summary>Original: <c>shutdown</c> by its supervisor's exit signal; here by the host's stop.</summary>
    [Fact]
    public async Task A_host_that_stops_ends_permanent_children_for_good()
    {
        HostApplicationBuilder builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Services.AddTracker<CameraTracker>(options => options.Restart = RestartPolicy.Permanent);
        using IHost host = builder.Build();
        await PoolWorld.Within(host.StartAsync());
        var cameras = host.Services.GetRequiredService<CameraTracker>();
        Camera child = await PoolWorld.Within(cameras.FindOrOpenAsync("process2", "rtsp://x").AsTask());

        await PoolWorld.Within(host.StopAsync());

        Assert.False(child.IsAlive);
        Assert.Equal(ExitReason.TrackerClosed, (await child.Completion).Reason);
        Assert.Empty(cameras.GetChildren());
    }

    /// <summary>Original: <c>add_existing_child</c>, which sleeps for 100 ms until the row is gone.</summary>
    [Fact]
    public void An_adopted_child_is_listed_until_its_own_end_and_never_after()
    {
        var world = new CameraWorld();
        var owner = new TaskCompletionSource();
        var child = new Camera("rtsp://x");

        ChildRegistration registration = world.Cameras.AddExisting("child1", child, owner.Task);
        var before = world.States.ToArray();
        world.World.Run(owner.SetResult);
        world.World.Finish(registration.DisposeAsync().AsTask());

        Assert.Equal([("child1", ChildState.Running)], before);
        Assert.Empty(world.Cameras.GetChildren());
    }

    /// <summary>Original: <c>rewrite_existing_child</c>.</summary>
    [Fact]
    public void A_second_adoption_of_a_key_is_refused_and_the_first_child_stays()
    {
        var world = new CameraWorld();
        var first = new Camera("rtsp://1");
        world.Cameras.AddExisting("child1", first);

        var refused = Assert.Throws<ChildAlreadyExistsException>(() => world.Cameras.AddExisting("child1", new Camera("rtsp://2")));

        Assert.Equal("child1", refused.Key);
        Assert.Same(first, world.Cameras.Find("child1"));
        Assert.Same(first, Assert.Single(world.Cameras.GetChildren()).Child);
    }

    /// <summary>Original: <c>do_not_set_property_of_unknown_child</c>. Here a setter needs a child; by key there are counts only.</summary>
    [Fact]
    public void What_is_counted_on_an_unknown_key_is_refused_and_the_child_that_comes_later_knows_nothing_of_it()
    {
        var world = new CameraWorld();

        Assert.Throws<ChildNotFoundException>(() => world.Cameras.IncrementBytesIn("child1"));
        Assert.False(world.Cameras.TryIncrementBytesIn("child1", 1, out _));
        world.Cameras.AddExisting("child1", new Camera("rtsp://x"));

        Assert.Equal(0, world.Cameras.Find("child1")!.BytesIn);
        Assert.Equal(1, world.Cameras.IncrementBytesIn("child1"));
    }

    /// <summary>Original: <c>shutdown_launching_child</c>: within a second, there; here to the tick of its timeout.</summary>
    [Fact]
    public void A_tracker_that_closes_abandons_a_start_that_will_never_end()
    {
        var world = new CameraWorld(options => options.StopTimeout = ShutdownOf200);
        var never = new TaskCompletionSource();
        Task<Camera> opening = world.BeginOpen("will_never_start", camera => camera.OnStart = _ => never.Task);

        Task closing = world.Cameras.CloseAsync();
        world.World.Advance(ShutdownOf200 - TimeSpan.FromTicks(1));
        bool closedEarly = closing.IsCompleted;
        world.World.Advance(TimeSpan.FromTicks(1));

        Assert.False(closedEarly);
        world.World.Finish(closing);
        Assert.Throws<TrackerClosedException>(() => world.World.Result(opening));
        Assert.Equal([("will_never_start", ChildState.Abandoned)], world.States);
    }

    /// <summary>Original: <c>async_exit_child</c>, its longest: <c>after_terminate</c> that hangs, clients that want the child back, and a shutdown.</summary>
    [Fact]
    public void While_a_child_has_its_termination_callback_the_tracker_answers_and_its_key_waits_for_a_fresh_child()
    {
        var world = new CameraWorld();
        var lastWords = new TaskCompletionSource();
        var run = new TaskCompletionSource();
        Camera old = world.Open("async_terminate", camera =>
        {
            camera.OnRun = _ => run.Task;
            camera.OnAfterTerminate = (_, _) => lastWords.Task;
        });
        old.Online = true;
        world.World.Run(run.SetResult);

        Task<Camera>[] clients = [.. Enumerable.Range(0, 3).Select(_ => world.BeginOpen("async_terminate"))];
        Camera other = world.Open("other");
        bool anyEarly = clients.Any(client => client.IsCompleted);
        Assert.Null(world.Cameras.Find("async_terminate"));
        Assert.Throws<ChildTerminatedException>(() => old.Title = "late");
        Assert.Equal(ChildState.Terminating, world.Cameras.GetChildren().Single(info => info.Key == "async_terminate").State);
        world.World.Run(lastWords.SetResult);

        Assert.False(anyEarly);
        Assert.NotNull(other);
        Camera fresh = world.World.Result(clients[0]);
        Assert.NotSame(old, fresh);
        Assert.All(clients, client => Assert.Same(fresh, world.World.Result(client)));
        Assert.Equal((false, "untitled"), (fresh.Online, fresh.Title));
        world.World.Finish(world.Cameras.CloseAsync());
        Assert.Equal((1, 1, 1), (old.TerminationCallbacks, fresh.TerminationCallbacks, other.TerminationCallbacks));
    }

    /// <summary>Original: <c>transient</c>, commented out since 2013.</summary>
    [Fact]
    public void A_transient_child_comes_back_after_a_failure_and_not_after_a_normal_end()
    {
        var world = new CameraWorld(options => options.Restart = RestartPolicy.Transient);
        var ends = new RunEnds(world.World);
        Camera first = world.Open("process1", camera => camera.OnRun = ends.RunAsync);

        ends.Fail();
        world.World.Advance(TimeSpan.FromMilliseconds(50));
        Camera second = Assert.Single(world.Cameras);
        ends.Complete();
        world.World.Advance(TimeSpan.FromHours(1));

        Assert.NotSame(first, second);
        Assert.Empty(world.Cameras.GetChildren());
        Assert.Equal((1, 1), (first.TerminationCallbacks, second.TerminationCallbacks));
    }

    /// <summary>Original: <c>permanent</c>, commented out since 2013.</summary>
    [Fact]
    public void A_permanent_child_comes_back_after_every_end_until_it_is_stopped()
    {
        var world = new CameraWorld(options => options.Restart = RestartPolicy.Permanent);
        var ends = new RunEnds(world.World);
        Camera first = world.Open("process1", camera => camera.OnRun = ends.RunAsync);

        ends.Fail();
        world.World.Advance(TimeSpan.FromMilliseconds(50));
        Camera second = Assert.Single(world.Cameras);
        ends.Complete();
        world.World.Advance(TimeSpan.FromMilliseconds(100));
        Camera third = Assert.Single(world.Cameras);
        bool stopped = world.Stop("process1");
        world.World.Advance(TimeSpan.FromHours(1));

        Assert.True(stopped);
        Assert.Equal([1L, 2, 3], [first.Incarnation, second.Incarnation, third.Incarnation]);
        Assert.Empty(world.Cameras.GetChildren());
    }
}
