using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Tests.Support;
using GenTracker.Waiting;
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
    public void An_ended_child_that_is_kept_does_not_keep_those_that_were_started_beside_it()
    {
        var world = new World(static options => options.SharesTimers = true);

        (Probe kept, WeakReference other) = StartTogether(world);
        Collect();

        Assert.False(other.IsAlive, "the other is still in memory");
        Assert.True(kept.Completion.IsCompleted);
        GC.KeepAlive(world);
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

    [Theory]
    [InlineData("it holds")]
    [InlineData("it throws")]
    [InlineData("its token is cancelled")]
    [InlineData("its token was cancelled before")]
    public void A_wait_for_a_predicate_that_is_over_is_kept_neither_by_the_tracker_nor_by_its_token(string because)
    {
        var world = new World();
        world.Open("a");
        using var patience = new CancellationTokenSource();

        WeakReference predicate = WaitFor(world, because, patience);
        Collect();

        Assert.False(predicate.IsAlive, "the predicate is still in memory");
        GC.KeepAlive(world);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_open_that_is_over_is_not_kept_by_its_token(bool fails)
    {
        var world = new World();
        using var patience = new CancellationTokenSource();

        WeakReference open = Open(world, fails, patience.Token);
        Collect();

        Assert.False(open.IsAlive, "the open is still in memory");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_read_of_events_that_is_over_is_not_kept_by_its_token(bool closes)
    {
        var world = new World();
        using var patience = new CancellationTokenSource();

        WeakReference read = Read(world, closes, patience);
        Collect();

        Assert.False(read.IsAlive, "the read is still in memory");
    }

    [Theory]
    [InlineData(RestartPolicy.Temporary, false)]
    [InlineData(RestartPolicy.Transient, true)]
    [InlineData(RestartPolicy.Permanent, true)]
    public void The_arguments_of_a_running_child_are_kept_only_if_it_may_be_restarted(RestartPolicy restart, bool isKept)
    {
        var world = new World(options => options.Restart = restart);

        WeakReference argument = OpenWith(world);
        Collect();

        Assert.Equal(isKept, argument.IsAlive);
        Assert.NotNull(world.Tracker.Find("a"));
    }

    [Fact]
    public void A_child_whose_start_failed_does_not_keep_its_arguments()
    {
        var world = new World(static options => options.Restart = RestartPolicy.Permanent);

        WeakReference argument = OpenWith(world, static probe => probe.OnStart = static _ => throw new InvalidOperationException("no source"));
        Collect();

        Assert.False(argument.IsAlive);
        GC.KeepAlive(world.Tracker.Made[0]);
    }

    [Fact]
    public void A_child_whose_registration_was_disposed_is_not_kept_by_the_completion_that_it_was_adopted_with()
    {
        var world = new World();
        var server = new TaskCompletionSource();

        WeakReference connection = AdoptAndDispose(world, server.Task);
        Collect();

        Assert.False(connection.IsAlive, "the adopted child is still in memory");
        GC.KeepAlive(server);
    }

    [Fact]
    public void A_child_that_was_abandoned_while_it_waited_does_not_keep_whom_it_waited_for()
    {
        var world = new World();

        (Probe kept, WeakReference other) = WaitUntilGivenUp(world);
        Collect();

        Assert.False(other.IsAlive, "the other is still in memory");
        Assert.Equal(ExitReason.Abandoned, world.Result(kept.Completion).Reason);
    }

    [Fact]
    public void Callers_that_were_cancelled_are_let_go_of_while_the_start_that_they_waited_for_goes_on()
    {
        const int More = 100;
        var world = new World();
        var never = new TaskCompletionSource();
        Task<Probe> first = world.Tracker.OpenAsync("a", probe => probe.OnStart = _ => never.Task).AsTask();

        WeakReference cancelled = OpenAndCancel(world);
        for (var caller = 0; caller < More; caller++)
            OpenAndCancel(world);
        Collect();

        Assert.False(cancelled.IsAlive, "the first cancelled wait is still in memory");
        Assert.False(first.IsCompleted);
        world.Run(never.SetResult);
        Assert.NotNull(world.Result(first));
    }

    [Fact]
    public void A_child_that_waits_again_and_again_keeps_none_of_its_waits()
    {
        var world = new World();
        var kept = 0;

        world.Open("a", probe => probe.OnRun = _ => world.Async(async () =>
        {
            await world.Tracker.OpenAsync("b");
            await world.Tracker.OpenAsync("c");
            await world.Tracker.StopAsync("b");
            await world.Tracker.StopAsync("c");
            kept = GenTracker.Supervision.ChildOperation.Current!.Waits!.Count;
        }));
        world.Settle();

        Assert.Equal(1, kept);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference OpenWith(World world, Action<Probe>? script = null)
    {
        var argument = new object();
        _ = world.Tracker.OpenAsync("a", probe =>
        {
            GC.KeepAlive(argument);
            script?.Invoke(probe);
        }).AsTask();
        world.Settle();
        return new WeakReference(argument);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (Probe Kept, WeakReference Other) StartTogether(World world)
    {
        Task<Probe> first = world.Tracker.OpenAsync("a").AsTask();
        Task<Probe> second = world.Tracker.OpenAsync("b").AsTask();
        Probe kept = world.Result(first);
        Probe other = world.Result(second);
        Task<bool> firstStop = world.Tracker.StopAsync("a");
        Task<bool> secondStop = world.Tracker.StopAsync("b");
        Assert.True(world.Result(firstStop) && world.Result(secondStop));
        world.Tracker.Made.Clear();
        return (kept, new WeakReference(other));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference AdoptAndDispose(World world, Task completion)
    {
        var connection = new Probe();
        ChildRegistration registration = world.Tracker.AddExisting("a", connection, completion);
        world.Finish(registration.DisposeAsync().AsTask());
        return new WeakReference(connection);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (Probe Kept, WeakReference Other) WaitUntilGivenUp(World world)
    {
        var start = new TaskCompletionSource();
        Probe kept =
            world.Open("a", probe => probe.OnRun = _ => world.Async(async () => await world.Tracker.OpenAsync("b", inner => inner.OnStart = _ => start.Task)));
        world.Settle();
        Task<bool> stop = world.Tracker.StopAsync("a");
        world.Advance(TimeSpan.FromSeconds(5));
        Assert.True(world.Result(stop));
        world.Run(start.SetResult);
        var other = new WeakReference(world.Tracker.Find("b"));
        Assert.True(world.Result(world.Tracker.StopAsync("b")));
        world.Tracker.Made.Clear();
        return (kept, other);
    }

    private static void Collect()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference WaitFor(World world, string because, CancellationTokenSource patience)
    {
        var witness = new object();
        if (because == "its token was cancelled before")
            patience.Cancel();
        Task wait = world.Tracker.WaitForAsync(
            "a",
            _ =>
            {
                GC.KeepAlive(witness);
                return because == "it throws" ? throw new InvalidOperationException(because) : because == "it holds";
            },
            patience.Token);
        world.Settle();
        if (because == "its token is cancelled")
            patience.Cancel();
        world.Settle();
        Assert.True(wait.IsCompleted);
        return new WeakReference(witness);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference Open(World world, bool fails, CancellationToken cancellationToken)
    {
        Task<Probe> open = world.Tracker.OpenAsync(
            "a",
            probe => probe.OnStart = _ => fails ? throw new InvalidOperationException("no source") : Task.CompletedTask,
            cancellationToken: cancellationToken).AsTask();
        world.Settle();
        Assert.Equal(fails, open.IsFaulted);
        return new WeakReference(open);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference Read(World world, bool closes, CancellationTokenSource patience)
    {
        IAsyncEnumerator<ChildEvent<string, Probe>> reader = world.Tracker.WatchAsync(patience.Token).GetAsyncEnumerator(CancellationToken.None);
        Assert.True(world.Result(reader.MoveNextAsync()));
        Task<bool> read = reader.MoveNextAsync().AsTask();
        if (closes)
            world.Finish(world.Tracker.CloseAsync());
        else
            world.Open("a");
        Assert.Equal(!closes, world.Result(read));
        return new WeakReference(read);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference OpenAndCancel(World world)
    {
        using var patience = new CancellationTokenSource();
        Task<Probe> open = world.Tracker.OpenAsync("a", cancellationToken: patience.Token).AsTask();
        patience.Cancel();
        Assert.True(open.IsCanceled);
        return new WeakReference(open);
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
