using System;
using System.Collections.Generic;
using System.Linq;
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
        (ChildOperation Operation, int Slot)[] begun = [Begin(), Begin(), Begin()];

        _queue.Remove(begun[left].Slot, begun[left].Operation);
        Advance(Interval);

        Assert.Equal([left != 0, left != 1, left != 2], Array.ConvertAll(begun, static one => one.Operation.HasTimedOut));
    }

    [Fact]
    public void A_operation_may_leave_more_than_once_also_when_its_time_has_come()
    {
        (ChildOperation first, int firstSlot) = Begin();
        (ChildOperation second, int secondSlot) = Begin();

        _queue.Remove(firstSlot, first);
        _queue.Remove(firstSlot, first);
        Advance(Interval);
        _queue.Remove(secondSlot, second);
        (ChildOperation third, _) = Begin();
        Advance(Interval);

        Assert.True(second.HasTimedOut);
        Assert.True(third.HasTimedOut);
    }

    [Fact]
    public void A_timer_that_finds_no_operation_is_the_last()
    {
        Leave(Begin());

        Advance(Interval);

        Assert.Equal(0, _time.PendingTimers);
    }

    [Fact]
    public void A_timer_that_finds_no_operation_due_is_set_for_the_next()
    {
        (ChildOperation Operation, int Slot) left = Begin();
        Advance(TimeSpan.FromSeconds(9));
        (ChildOperation operation, _) = Begin();
        Leave(left);

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
        Leave(Begin());
        (ChildOperation operation, _) = Begin();

        Advance(Interval);

        Assert.True(operation.HasTimedOut);
    }

    [Fact]
    public void Once_the_first_has_expired_the_next_may_leave_and_the_one_behind_it_expires_in_its_time()
    {
        Begin();
        Advance(TimeSpan.FromSeconds(4));
        (ChildOperation Operation, int Slot) left = Begin();
        Advance(TimeSpan.FromSeconds(1));
        (ChildOperation operation, _) = Begin();
        Advance(TimeSpan.FromSeconds(5));

        Leave(left);
        Advance(TimeSpan.FromSeconds(5));

        Assert.False(left.Operation.HasTimedOut);
        Assert.True(operation.HasTimedOut);
    }

    [Fact]
    public void A_operation_that_leaves_while_one_whose_time_has_come_with_it_expires_keeps_nobody_from_expiring()
    {
        var dispatcher = new IntrudingDispatcher();
        var owner = new IdleOwner(new TrackerOptions { Dispatcher = dispatcher, TimeProvider = _time });
        _queue.Add(NewIncarnation(owner));
        (ChildOperation Operation, int Slot) second = Begin();
        (ChildOperation third, _) = Begin();
        dispatcher.OnPost = () => Leave(second);

        Advance(Interval);

        Assert.True(third.HasTimedOut);
    }

    [Fact]
    public void A_operation_whose_slot_another_one_has_leaves_that_one_alone()
    {
        (ChildOperation Operation, int Slot) first = Begin();
        Leave(first);
        (ChildOperation second, int slot) = Begin();
        Assert.Equal(first.Slot, slot);

        Leave(first);
        Advance(Interval);

        Assert.True(second.HasTimedOut);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(100)]
    public void A_queue_keeps_no_operation_that_has_left(int others)
    {
        (ChildOperation Operation, int Slot)[] begun = [.. Enumerable.Range(0, others).Select(_ => Begin())];
        WeakReference left = BeginAndLeave();

        GC.Collect();

        Assert.False(left.IsAlive);
        GC.KeepAlive(begun);
        GC.KeepAlive(_queue);
    }

    [Fact]
    public void However_operations_come_and_go_each_that_stays_times_out_and_no_other()
    {
        for (int seed = 0; seed < 50; seed++)
        {
            var random = new Random(seed);
            var present = new List<(ChildOperation Operation, int Slot)>();
            var gone = new List<(ChildOperation Operation, int Slot)>();
            for (int i = 0; i < 400; i++)
            {
                int choice = random.Next(10);
                if (choice < 5 || present.Count == 0)
                    present.Add(Begin());
                else if (choice < 9)
                    Move(random.Next(present.Count));
                else if (gone.Count > 0)
                    Leave(gone[random.Next(gone.Count)]);
                if (random.Next(100) == 0)
                    MoveAll();
            }

            Advance(Interval);
            Assert.All(present, static one => Assert.True(one.Operation.HasTimedOut));
            Assert.All(gone, static one => Assert.False(one.Operation.HasTimedOut));

            void Move(int index)
            {
                Leave(present[index]);
                gone.Add(present[index]);
                present.RemoveAt(index);
            }

            void MoveAll()
            {
                while (present.Count > 0)
                    Move(present.Count - 1);
            }
        }
    }

    [Fact]
    public void What_a_timeout_of_the_tracker_allocates_is_nothing()
    {
        (ChildOperation operation, int slot) = Begin();
        ChildOperation[] others = [.. Enumerable.Range(0, 8).Select(_ => NewIncarnation(_owner))];
        Cycle();

        long before = GC.GetAllocatedBytesForCurrentThread();
        Cycle();
        long after = GC.GetAllocatedBytesForCurrentThread();

        Assert.Equal(before, after);
        _queue.Remove(slot, operation);

        void Cycle()
        {
            foreach (ChildOperation other in others)
                _queue.Remove(_queue.Add(other), other);
        }
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

        Assert.Equal(
            [true, true, true, false],
            ((TimeSpan[])[options.StartTimeout, options.StopTimeout, options.AfterTerminateTimeout, TimeSpan.FromHours(4)]).Select(
                timeout => IsQueued(owner, operation, timeout)));
    }

    [Fact]
    public void With_another_clock_each_operation_has_a_timer_of_its_own()
    {
        ChildOperation operation = NewIncarnation(_owner);

        Assert.False(IsQueued(_owner, operation, _owner.Settings.StartTimeout));

        operation.SetTimeout(_owner.Settings.StartTimeout);
        Assert.Equal(1, _time.PendingTimers);
        operation.SetTimeout(_owner.Settings.StopTimeout);
        Assert.Equal(2, _time.PendingTimers);
        operation.Complete(exception: null);
        operation.FireToken();
        Assert.Equal(0, _time.PendingTimers);
    }

    private static bool IsQueued(OperationOwner owner, ChildOperation operation, TimeSpan timeout)
    {
        bool isQueued = owner.Settings.Deadlines.TryQueue(operation, timeout, out int place);
        if (isQueued)
            owner.Settings.Deadlines.Remove(operation, place);
        return isQueued;
    }

    private WeakReference BeginAndLeave()
    {
        (ChildOperation Operation, int Slot) begun = Begin();
        Leave(begun);
        return new WeakReference(begun.Operation);
    }

    private void Leave((ChildOperation Operation, int Slot) begun) => _queue.Remove(begun.Slot, begun.Operation);

    private static Incarnation<PlainChild> NewIncarnation(OperationOwner owner) => new(owner, number: 1, restarts: 0, DateTimeOffset.UnixEpoch);

    private (ChildOperation Operation, int Slot) Begin()
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
