using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using GenTracker.Tests.Support;
using Xunit;

namespace GenTracker.Tests.Parity;

/// <summary>What the original had at times, or had begun, and lost again. Restart types: see <see cref="OriginalSuiteTests"/>.</summary>
public sealed class LostFeatureTests
{
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);

    /// <summary>
    /// 2013, for four months: 50 ms before the first restart, 150 ms more for each further failure, and 50 ms again when over 5 s; but
    /// nobody ever heard that a delay was over. Here: 50 ms, doubled up to 5 s, which is where they stay.
    /// </summary>
    [Fact]
    public void Delays_grow_to_their_cap_and_stay_there_and_each_ends_with_a_restart()
    {
        var world = new CameraWorld(options =>
        {
            options.Restart = RestartPolicy.Permanent;
            options.MaxRestarts = 100;
        });
        var ends = new RunEnds(world.World);
        world.Open("tv1", camera => camera.OnRun = ends.RunAsync);

        var delays = new List<double>();
        for (int failure = 0; failure < 10; failure++)
        {
            ends.Fail();
            delays.Add(DelayBeforeTheRestart(world));
        }

        Assert.Equal([50d, 100, 200, 400, 800, 1600, 3200, 5000, 5000, 5000], delays);
    }

    /// <summary>2013: the restart itself failed, and the child was dropped; a permanent one was to be tried later, and was not.</summary>
    [Fact]
    public void A_restart_whose_start_fails_is_tried_again_later()
    {
        var world = new CameraWorld(options => options.Restart = RestartPolicy.Permanent);
        var ends = new RunEnds(world.World);
        int starts = 0;
        world.Open("tv1", camera =>
        {
            camera.OnStart = _ => ++starts == 2 ? throw new InvalidOperationException("not yet") : Task.CompletedTask;
            camera.OnRun = ends.RunAsync;
        });

        ends.Fail();
        world.World.Advance(TimeSpan.FromMilliseconds(50));
        bool isBack = world.Cameras.Count == 1;
        world.World.Advance(TimeSpan.FromMilliseconds(100));

        Assert.False(isBack);
        Assert.Equal(3, starts);
        Assert.Single(world.Cameras);
    }

    /// <summary>2013: all attributes survived a restart, wanted or not; since then none does. Here: those that say so.</summary>
    [Fact]
    public void Attributes_that_say_so_survive_a_restart_and_the_others_do_not()
    {
        var world = new CameraWorld(options => options.Restart = RestartPolicy.Permanent);
        var ends = new RunEnds(world.World);
        Camera first = world.Open("tv1", camera => camera.OnRun = ends.RunAsync);
        first.IncrementBytesEver(1316);
        first.IncrementBytesIn(1316);
        first.Title = "news";

        ends.Fail();
        world.World.Advance(TimeSpan.FromMilliseconds(50));

        CameraAttrs second = Assert.Single(world.Cameras).ReadAttrs();
        Assert.Equal(new CameraAttrs { Online = false, Title = "untitled", BytesIn = 0, BytesEver = 1316, Viewers = 0 }, second);
    }

    /// <summary>2013: a transient child that was told to shut down was restarted, unlike in OTP.</summary>
    [Theory]
    [InlineData(RestartPolicy.Transient)]
    [InlineData(RestartPolicy.Permanent)]
    public void A_child_that_was_told_to_end_is_never_restarted(RestartPolicy policy)
    {
        var world = new CameraWorld(options => options.Restart = policy);
        Camera child = world.Open("tv1", camera => camera.OnRun = async token =>
        {
            await Probe.RunUntilStopped(token).ConfigureAwait(false);
            throw new InvalidOperationException("while ending");
        });

        world.Stop("tv1");
        world.World.Advance(TimeSpan.FromHours(1));

        Assert.Equal(1, child.TerminationCallbacks);
        Assert.Empty(world.Cameras.GetChildren());
    }

    /// <summary>2018, for a year: <c>after_terminate</c> of an adopted child, found by the module that was given with it.</summary>
    [Fact]
    public void The_termination_callback_of_an_adopted_child_sees_its_final_attributes()
    {
        var world = new CameraWorld();
        (string Title, long Bytes) seen = default;
        var child = new Camera("rtsp://x", camera => camera.OnAfterTerminate = (_, _) =>
        {
            seen = (camera.Title, camera.BytesIn);
            return Task.CompletedTask;
        });
        ChildRegistration registration = world.Cameras.AddExisting("ws-1", child);
        child.Title = "news";
        world.Cameras.IncrementBytesIn("ws-1", 1316);

        world.World.Finish(registration.DisposeAsync().AsTask());

        Assert.Equal(("news", 1316), seen);
        Assert.False(child.IsDisposed, "An adopted child is its owner's to dispose.");
    }

    private static double DelayBeforeTheRestart(CameraWorld world)
    {
        DateTimeOffset failed = world.World.Time.GetUtcNow();
        Assert.Equal(ChildState.Restarting, Assert.Single(world.Cameras.GetChildren()).State);
        Assert.True(world.World.Time.AdvanceToNextTimer(failed + TimeSpan.FromSeconds(5) + Tick), "No timer would end the delay.");
        world.World.Settle();
        Assert.Single(world.Cameras);
        return (world.World.Time.GetUtcNow() - failed).TotalMilliseconds;
    }
}
