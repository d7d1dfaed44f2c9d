using System;
using System.Runtime.CompilerServices;
using System.Threading.Tasks;
using GenTracker.Tests.Support;
using Xunit;

namespace GenTracker.Tests;

/// <summary>What a program keeps of an ended child keeps nothing else in memory.</summary>
public sealed class RetentionTests
{
    [Fact]
    public void An_ended_child_that_is_kept_does_not_keep_the_one_that_its_key_was_handed_over_to()
    {
        var world = new World();

        (Probe kept, WeakReference successor) = HandOver(world);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();

        Assert.False(successor.IsAlive, "the successor is still in memory");
        Assert.True(kept.Completion.IsCompleted);
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
