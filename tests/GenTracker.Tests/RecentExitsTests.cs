using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Tests.Support;
using Xunit;

namespace GenTracker.Tests;

/// <summary>How the last incarnations ended, and what they had counted.</summary>
public sealed class RecentExitsTests : IDisposable
{
    private readonly World _world = new(static options =>
    {
        options.RecentExits = 3;
        options.Backoff = new RestartBackoff { Initial = TimeSpan.Zero, Max = TimeSpan.Zero, Jitter = 0 };
    });

    private readonly RecordedTracker _children;

    public RecentExitsTests() => _children = new RecordedTracker(_world.Options);

    public void Dispose() => _world.Finish(_children.DisposeAsync().AsTask());

    [Fact]
    public void An_end_is_remembered_with_its_key_its_exit_and_its_final_attributes()
    {
        var crash = new TaskCompletionSource();
        Recorded child = Open("a", run: crash.Task);
        child.IncrementCount(7);

        _world.Run(() => crash.SetException(new InvalidOperationException("lost")));

        ChildExitRecord<string, RecordedAttrs> record = Assert.Single(_children.GetRecentExits());
        Assert.Equal(("a", ExitReason.Failed, "lost", 7), (record.Key, record.Exit.Reason, record.Exit.Exception?.Message, record.Attrs.Count));
    }

    [Fact]
    public void The_newest_end_comes_first_and_those_beyond_the_capacity_are_forgotten()
    {
        foreach (string key in (string[])["a", "b", "c", "d"])
        {
            Open(key);
            _world.Result(_children.StopAsync(key));
        }

        Assert.Equal(["d", "c", "b"], _children.GetRecentExits().Select(static record => record.Key));
    }

    [Fact]
    public void Each_incarnation_of_a_key_is_remembered()
    {
        var runs = new Queue<TaskCompletionSource>([new(), new()]);
        TaskCompletionSource[] all = [.. runs];
        _world.Result(_children.FindOrOpenAsync("a", _ => new Recorded(runs.Dequeue().Task), new ChildOptions { Restart = RestartPolicy.Transient }));
        _children.IncrementCount("a", 1);
        _world.Run(() => all[0].SetException(new InvalidOperationException()));
        _world.Advance(TimeSpan.FromSeconds(1));
        _children.IncrementCount("a", 2);

        _world.Run(() => all[1].SetResult());

        Assert.Equal(
            [(ExitReason.Completed, 2L, false), (ExitReason.Failed, 1L, true)],
            _children.GetRecentExits().Select(static record => (record.Exit.Reason, record.Attrs.Count, record.Exit.WillRestart)));
    }

    [Fact]
    public void A_start_that_failed_is_remembered_with_what_it_had_counted()
    {
        Task<Recorded> open = _children.FindOrOpenAsync("a", static _ => new Recorded(failure: new InvalidOperationException("no camera"))).AsTask();
        _world.Settle();

        ChildExitRecord<string, RecordedAttrs> record = Assert.Single(_children.GetRecentExits());

        Assert.Equal((ExitReason.StartFailed, "no camera", 1), (record.Exit.Reason, record.Exit.Exception?.Message, record.Attrs.Count));
        Assert.IsType<ChildStartException>(open.Exception!.InnerException);
    }

    [Fact]
    public void A_constructor_that_failed_is_remembered_without_attributes()
    {
        Task<Recorded> open = _children.FindOrOpenAsync("a", static _ => throw new InvalidOperationException("no memory")).AsTask();
        _world.Settle();

        ChildExitRecord<string, RecordedAttrs> record = Assert.Single(_children.GetRecentExits());

        Assert.Equal((ExitReason.StartFailed, default), (record.Exit.Reason, record.Attrs));
        Assert.True(open.IsFaulted);
    }

    [Fact]
    public void An_adopted_child_is_remembered()
    {
        var child = new Recorded();
        ChildRegistration registration = _children.AddExisting("a", child);
        child.IncrementCount(3);

        _world.Finish(registration.DisposeAsync().AsTask());

        Assert.Equal(("a", 3), _children.GetRecentExits().Select(static record => (record.Key, (int)record.Attrs.Count)).Single());
    }

    [Fact]
    public void A_capacity_of_zero_remembers_nothing()
    {
        _world.Options.RecentExits = 0;
        var children = new RecordedTracker(_world.Options);
        _world.Result(children.FindOrOpenAsync("a", static _ => new Recorded()));

        _world.Result(children.StopAsync("a"));

        Assert.Empty(children.GetRecentExits());
    }

    [Fact]
    public void The_list_is_a_snapshot()
    {
        Open("a");
        _world.Result(_children.StopAsync("a"));
        IReadOnlyList<ChildExitRecord<string, RecordedAttrs>> before = _children.GetRecentExits();

        Open("b");
        _world.Result(_children.StopAsync("b"));

        Assert.Equal("a", Assert.Single(before).Key);
    }

    [Fact]
    public void The_text_of_a_record_survives_an_attribute_whose_text_throws()
    {
        Recorded child = Open("a");
        child.Tag = new Rude();
        _world.Result(_children.StopAsync("a"));

        string text = _children.GetRecentExits()[0].ToString();

        Assert.Contains("Key = a", text, StringComparison.Ordinal);
        Assert.Contains("ToString failed", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_secret_is_read_by_code_and_neither_remembered_nor_printed()
    {
        Recorded child = Open("a");
        (child.Token, child.Tag) = ("swordfish", "public");
        RecordedAttrs read = child.ReadAttrs();
        _world.Result(_children.StopAsync("a"));

        ChildExitRecord<string, RecordedAttrs> record = _children.GetRecentExits()[0];

        Assert.Equal("swordfish", read.Token);
        Assert.Equal("RecordedAttrs { Count = 0, Tag = public }", read.ToString());
        Assert.Equal((null, "public"), (record.Attrs.Token, record.Attrs.Tag));
        Assert.DoesNotContain("swordfish", record.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("its run is cancelled")]
    [InlineData("its run is cancelled by a linked token")]
    [InlineData("its start is cancelled")]
    [InlineData("its start is stopped")]
    [InlineData("its start times out")]
    [InlineData("it restarts")]
    [InlineData("its restart fails")]
    [InlineData("its restart is stopped")]
    public void A_remembered_cancellation_keeps_no_child(string how)
    {
        WeakReference first = EndByCancellation(how);

        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();

        Assert.Contains(_children.GetRecentExits(), static record => HasToken(record.Exit.Exception));
        Assert.False(first.IsAlive, "The child is still in memory.");

        static bool HasToken(Exception? exception) =>
            exception is not null && (exception is OperationCanceledException { CancellationToken.CanBeCanceled: true } || HasToken(exception.InnerException));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private WeakReference EndByCancellation(string how)
    {
        WeakReference? first = null;
        int made = 0;
        _ = _children.FindOrOpenAsync("a", _ => Make(), new ChildOptions { Restart = RestartPolicy.Transient }).AsTask();
        _world.Settle();
        switch (how)
        {
            case "its run is cancelled" or "its run is cancelled by a linked token" or "its restart is stopped":
                _ = _children.StopAsync("a");
                break;
            case "its start is stopped":
                _ = _children.StopAsync("a");
                break;
            case "its start times out":
                _world.Advance(TimeSpan.FromMinutes(2));
                break;
        }

        _world.Advance(TimeSpan.FromSeconds(1));
        return first!;

        Recorded Make()
        {
            made++;
            Recorded child = made > 1 && how != "its restart fails"
                ? new Recorded()
                : new Recorded(
                    onStart: token => how switch
                    {
                        "its start is cancelled" => Task.FromException(new OperationCanceledException(token)),
                        "its start is stopped" or "its start times out" => Task.Delay(Timeout.Infinite, token),
                        "its restart fails" when made > 1 => Task.FromException(new OperationCanceledException(token)),
                        _ => Task.CompletedTask,
                    },
                    onRun: token =>
                    {
                        // The owner of a linked source may forget to dispose it.
                        CancellationToken linked = how.EndsWith("linked token", StringComparison.Ordinal)
                            ? CancellationTokenSource.CreateLinkedTokenSource(token).Token
                            : token;
                        return Task.FromException(new OperationCanceledException(linked));
                    });
            first ??= new WeakReference(child);
            return child;
        }
    }

    private Recorded Open(string key, Task? run = null) => _world.Result(_children.FindOrOpenAsync(key, _ => new Recorded(run)));

    private sealed class Rude
    {
        public override string ToString() => throw new NotSupportedException();
    }
}
