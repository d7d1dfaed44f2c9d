using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Threading.Tasks;
using GenTracker.Tests.Support;
using Xunit;

namespace GenTracker.Tests;

/// <summary>What has ended is kept in memory by nobody but those who hold it themselves.</summary>
public sealed class RetentionTests
{
    [Fact]
    public void An_ended_child_that_is_kept_does_not_keep_the_one_that_its_key_was_handed_over_to()
    {
        var world = new World();

        (Probe kept, WeakReference successor) = HandOver(world);
        Collect();

        Assert.False(successor.IsAlive, "the successor is still in memory");
        Assert.True(kept.Completion.IsCompleted);
    }

    [Fact]
    public void A_subscription_that_its_reader_has_left_is_kept_by_nobody()
    {
        var world = new World();

        WeakReference left = Subscribe(world, static subscription => subscription.DisposeAsync());
        Collect();

        Assert.False(left.IsAlive, "the subscription is still in memory");
        GC.KeepAlive(world);
    }

    [Fact]
    public void A_subscription_to_a_tracker_that_has_closed_is_kept_by_nobody()
    {
        var world = new World();

        WeakReference forgotten = Subscribe(world, static _ => ValueTask.CompletedTask);
        world.Finish(world.Tracker.CloseAsync());
        WeakReference late = Subscribe(world, static _ => ValueTask.CompletedTask);
        Collect();

        Assert.False(forgotten.IsAlive, "the subscription that was there at the close is still in memory");
        Assert.False(late.IsAlive, "the subscription that came after the close is still in memory");
        GC.KeepAlive(world);
    }

    private static void Collect()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
    }

    /// <summary>Reads the first event of a stream, and does with the subscription what is wanted.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference Subscribe(World world, Func<IAsyncDisposable, ValueTask> then)
    {
        IAsyncEnumerator<ChildEvent<string, Probe>> subscription = world.Tracker.WatchAsync().GetAsyncEnumerator();
        Assert.True(world.Result(subscription.MoveNextAsync().AsTask()));
        world.Finish(then(subscription).AsTask());
        return new WeakReference(subscription);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (Probe Kept, WeakReference Successor) HandOver(World world)
    {
        var lastWords = new TaskCompletionSource();
        Probe first = world.Open("a", probe => probe.OnAfterTerminate = (_, _) => lastWords.Task);
        Task<bool> stop = world.Tracker.StopAsync("a");
        world.Settle();
        Task<Probe> opening = world.Tracker.OpenAsync("a").AsTask();
        world.Run(lastWords.SetResult);
        Assert.True(world.Result(stop));
        Probe second = world.Result(opening);
        Assert.True(world.Result(world.Tracker.StopAsync("a")));
        world.Tracker.Made.Clear();
        return (first, new WeakReference(second));
    }
}
