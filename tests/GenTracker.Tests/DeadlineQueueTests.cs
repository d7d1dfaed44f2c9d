using System;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Dispatching;
using GenTracker.Supervision;
using GenTracker.Tests.Support;
using Xunit;

namespace GenTracker.Tests;

/// <summary>Phases with the same timeout share a timer, and each has its timeout to the end all the same.</summary>
public sealed class DeadlineQueueTests
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private readonly ManualTime _time = new();
    private readonly IdleOwner _owner;
    private readonly DeadlineQueue _queue;

    public DeadlineQueueTests()
    {
        _owner = new IdleOwner(new TrackerOptions { Dispatcher = new SteppedDispatcher(), TimeProvider = _time });
        _queue = new DeadlineQueue(_time, Interval);
    }

    [Fact]
    public void Any_number_of_operations_with_one_timeout_share_one_timer()
    {
        Begin();
        Begin();
        Begin();

        Assert.Equal(1, _time.PendingTimers);
    }

    [Fact]
    public void Each_operation_times_out_when_its_own_timeout_elapses()
    {
        (ChildOperation first, _) = Begin();
        Advance(TimeSpan.FromSeconds(4));
        (ChildOperation second, _) = Begin();

        Advance(TimeSpan.FromSeconds(6) - TimeSpan.FromTicks(1));
        Assert.False(first.HasTimedOut);
        Advance(TimeSpan.FromTicks(1));
        Assert.True(first.HasTimedOut);
        Advance(TimeSpan.FromSeconds(4) - TimeSpan.FromTicks(1));
        Assert.False(second.HasTimedOut);
        Advance(TimeSpan.FromTicks(1));
        Assert.True(second.HasTimedOut);
    }

    [Fact]
    public void Operations_whose_timeouts_elapse_together_time_out_together()
    {
        ChildOperation[] operations = [Begin().Operation, Begin().Operation, Begin().Operation];

        Advance(Interval);

        Assert.All(operations, static operation => Assert.True(operation.HasTimedOut));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void A_operation_that_has_left_does_not_expire_and_the_others_do(int left)
    {
        (ChildOperation Operation, Deadline Deadline)[] begun = [Begin(), Begin(), Begin()];

        begun[left].Deadline.Dispose();
        Advance(Interval);

        Assert.Equal([left != 0, left != 1, left != 2], Array.ConvertAll(begun, static one => one.Operation.HasTimedOut));
    }

    [Fact]
    public void A_operation_may_leave_more_than_once_also_when_its_time_has_come()
    {
        (_, Deadline first) = Begin();
        (ChildOperation second, Deadline last) = Begin();

        first.Dispose();
        first.Dispose();
        Advance(Interval);
        last.Dispose();
        (ChildOperation third, _) = Begin();
        Advance(Interval);

        Assert.True(second.HasTimedOut);
        Assert.True(third.HasTimedOut);
    }

    [Fact]
    public void A_timer_that_finds_no_operation_is_the_last()
    {
        (_, Deadline deadline) = Begin();
        deadline.Dispose();

        Advance(Interval);

        Assert.Equal(0, _time.PendingTimers);
    }

    [Fact]
    public void A_timer_that_finds_no_operation_due_is_set_for_the_next()
    {
        (_, Deadline deadline) = Begin();
        Advance(TimeSpan.FromSeconds(9));
        (ChildOperation operation, _) = Begin();
        deadline.Dispose();

        Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, _time.PendingTimers);
        Advance(TimeSpan.FromSeconds(9));

        Assert.True(operation.HasTimedOut);
        Assert.Equal(0, _time.PendingTimers);
    }

    [Fact]
    public void What_is_less_than_a_tick_of_the_platform_s_timers_is_waited_for_as_one()
    {
        Begin();
        Advance(TimeSpan.FromTicks(1));
        (ChildOperation operation, _) = Begin();

        Advance(Interval);
        Assert.False(operation.HasTimedOut);
        Advance(TimeSpan.FromMilliseconds(1));

        Assert.True(operation.HasTimedOut);
    }

    [Fact]
    public void The_timer_is_set_for_when_the_next_is_due_and_does_not_fire_before()
    {
        Begin();
        Advance(TimeSpan.FromSeconds(4));
        Begin();
        Advance(TimeSpan.FromSeconds(6));
        DateTimeOffset due = _time.GetUtcNow() + TimeSpan.FromSeconds(4);

        bool fired = _time.AdvanceToNextTimer(due);

        Assert.True(fired);
        Assert.Equal(due, _time.GetUtcNow());
    }

    [Fact]
    public void A_queue_that_was_empty_begins_anew()
    {
        Begin();
        Advance(Interval);

        (ChildOperation operation, _) = Begin();
        Advance(Interval);

        Assert.True(operation.HasTimedOut);
    }

    [Fact]
    public void A_operation_that_comes_after_the_last_one_has_left_expires_in_its_time()
    {
        Begin();
        (_, Deadline last) = Begin();
        last.Dispose();
        (ChildOperation operation, _) = Begin();

        Advance(Interval);

        Assert.True(operation.HasTimedOut);
    }

    [Fact]
    public void Once_the_first_has_expired_the_next_may_leave_and_the_one_behind_it_expires_in_its_time()
    {
        Begin();
        Advance(TimeSpan.FromSeconds(4));
        (ChildOperation left, Deadline deadline) = Begin();
        Advance(TimeSpan.FromSeconds(1));
        (ChildOperation operation, _) = Begin();
        Advance(TimeSpan.FromSeconds(5));

        deadline.Dispose();
        Advance(TimeSpan.FromSeconds(5));

        Assert.False(left.HasTimedOut);
        Assert.True(operation.HasTimedOut);
    }

    [Fact]
    public void A_operation_that_leaves_while_one_whose_time_has_come_with_it_expires_keeps_nobody_from_expiring()
    {
        var dispatcher = new IntrudingDispatcher();
        var owner = new IdleOwner(new TrackerOptions { Dispatcher = dispatcher, TimeProvider = _time });
        _queue.Add(NewIncarnation(owner));
        (_, Deadline second) = Begin();
        (ChildOperation third, _) = Begin();
        dispatcher.OnPost = second.Dispose;

        Advance(Interval);

        Assert.True(third.HasTimedOut);
    }

    [Fact]
    public void A_operation_that_has_left_keeps_none_of_those_that_were_beside_it()
    {
        (_, Deadline first) = Begin();
        (_, Deadline second) = Begin();
        (_, Deadline third) = Begin();

        second.Dispose();
        Advance(Interval);

        Assert.All([first, second, third], static deadline => Assert.True(deadline is { IsQueued: false, Earlier: null, Later: null }));
    }

    [Fact]
    public void Budgets_of_the_tracker_share_a_timer_where_the_clock_is_the_system_s()
    {
        var options = new TrackerOptions
        {
            StartTimeout = TimeSpan.FromHours(1),
            StopTimeout = TimeSpan.FromHours(2),
            AfterTerminateTimeout = TimeSpan.FromHours(3),
        };
        var owner = new IdleOwner(options);
        ChildOperation operation = NewIncarnation(owner);

        using IDisposable start = owner.Settings.Deadlines.Schedule(operation, options.StartTimeout);
        using IDisposable stop = owner.Settings.Deadlines.Schedule(operation, options.StopTimeout);
        using IDisposable lastWords = owner.Settings.Deadlines.Schedule(operation, options.AfterTerminateTimeout);
        using IDisposable another = owner.Settings.Deadlines.Schedule(operation, TimeSpan.FromHours(4));

        Assert.IsType<Deadline>(start);
        Assert.IsType<Deadline>(stop);
        Assert.IsType<Deadline>(lastWords);
        Assert.IsNotType<Deadline>(another);
    }

    [Fact]
    public void With_another_clock_each_operation_has_a_timer_of_its_own()
    {
        ChildOperation operation = NewIncarnation(_owner);

        using IDisposable start = _owner.Settings.Deadlines.Schedule(operation, _owner.Settings.StartTimeout);

        Assert.IsNotType<Deadline>(start);
    }

    private static Incarnation<PlainChild> NewIncarnation(OperationOwner owner) => new(owner, number: 1, restarts: 0, DateTimeOffset.UnixEpoch);

    private (ChildOperation Operation, Deadline Deadline) Begin()
    {
        ChildOperation operation = NewIncarnation(_owner);
        return (operation, _queue.Add(operation));
    }

    private void Advance(TimeSpan span)
    {
        DateTimeOffset end = _time.GetUtcNow() + span;
        while (_time.AdvanceToNextTimer(end))
        {
        }
    }

    /// <summary>Does nothing of the runtime's work, and lets a test in where it is posted.</summary>
    private sealed class IntrudingDispatcher : IDispatcher
    {
        public Action OnPost { get; set; } = static () => { };

        public void Post(IThreadPoolWorkItem work) => OnPost();
    }

    /// <summary>Has no code: a test only looks at when its operations expire.</summary>
    private sealed class IdleOwner(TrackerOptions options) : OperationOwner
    {
        public override TrackerSettings Settings { get; } = new("Deadlines", options, services: null, loggerFactory: null);

        public override string TrackerName => Settings.Name;

        public override object KeyObject => "key";

        public override Task CallAsync(ChildOperation operation) => Task.CompletedTask;

        public override void Resume()
        {
        }

        public override void ResumeInline()
        {
        }

        public override void OnCancellationCallbackFailed(Exception exception) => Assert.Fail(exception.ToString());
    }
}
