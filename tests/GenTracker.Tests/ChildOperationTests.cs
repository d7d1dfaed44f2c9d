using System;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Dispatching;
using GenTracker.Supervision;
using GenTracker.Tests.Support;
using Xunit;

namespace GenTracker.Tests;

/// <summary>Whether code ends or its timeout does is decided once: a timer that fires as the code ends comes too late.</summary>
public sealed class ChildOperationTests : IDisposable
{
    private readonly SteppedDispatcher _dispatcher = new();
    private readonly ManualTime _time = new();
    private readonly Owner _owner;
    private readonly ChildOperation _operation;

    public ChildOperationTests()
    {
        _owner = new Owner(_dispatcher, _time);
        _operation = new HookOperation<PlainChild>(
            _owner, ChildOperationKind.AfterTerminate, new Incarnation<PlainChild>(_owner, number: 1, restarts: 0, DateTimeOffset.UnixEpoch));
    }

    public void Dispose() => _operation.Dispose();

    [Fact]
    public void A_timeout_that_elapses_after_the_code_has_ended_cancels_nothing()
    {
        _operation.Complete(exception: null);

        NewTimeout().Schedule();
        _dispatcher.RunAll();

        Assert.False(_operation.StopToken.IsCancellationRequested);
        Assert.False(_operation.HasTimedOut);
        Assert.False(_operation.IsAbandoned);
    }

    [Fact]
    public void A_timeout_that_elapses_cancels_and_then_abandons()
    {
        NewTimeout().Schedule();
        Assert.True(_operation.HasTimedOut);
        Assert.False(_operation.IsOver);
        _dispatcher.RunAll();

        Assert.True(_operation.StopToken.IsCancellationRequested);
        Assert.True(_operation.IsAbandoned);
        Assert.True(_operation.IsOver);
        Assert.False(_operation.CodeReturned.IsCompleted);
    }

    [Fact]
    public void Code_that_ends_between_is_late_but_not_abandoned()
    {
        var failure = new InvalidOperationException("cancelled");
        _operation.StopToken.Register(() => _operation.Complete(failure));

        NewTimeout().Schedule();
        _dispatcher.RunAll();

        Assert.True(_operation.HasTimedOut);
        Assert.False(_operation.IsAbandoned);
        Assert.Same(failure, _operation.Exception);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_operation_that_is_over_keeps_none_of_its_waits(bool isAbandoned)
    {
        _operation.Waits = [];

        if (isAbandoned)
            _operation.TimeOut();
        else
            _operation.Complete(exception: null);
        _dispatcher.RunAll();

        Assert.True(_operation.IsOver);
        Assert.Null(_operation.Waits);
    }

    [Fact]
    public void Only_the_first_end_counts()
    {
        var first = new InvalidOperationException("first");

        _operation.Complete(first);
        _operation.Complete(exception: null);

        Assert.Same(first, _operation.Exception);
        Assert.Equal(1, _owner.TimesResumed);
    }

    [Fact]
    public void Abandoned_code_that_returns_later_resumes_its_owner_only_once()
    {
        NewTimeout().Schedule();
        _dispatcher.RunAll();

        _operation.Complete(exception: null);

        Assert.True(_operation.CodeReturned.IsCompleted);
        Assert.True(_operation.IsAbandoned);
        Assert.Equal(1, _owner.TimesResumed);
    }

    [Fact]
    public void Code_that_ends_at_once_leaves_it_to_its_caller_to_go_on()
    {
        bool isOver = _operation.Invoke();

        Assert.True(isOver);
        Assert.True(_operation.IsOver);
        Assert.Equal(0, _owner.TimesResumed);
    }

    [Fact]
    public void Code_that_ends_later_lets_its_owner_go_on()
    {
        var code = new TaskCompletionSource();
        _owner.Code = code.Task;

        bool isOver = _operation.Invoke();
        code.SetResult();

        Assert.False(isOver);
        Assert.Equal(1, _owner.TimesResumed);
    }

    [Fact]
    public void A_timeout_that_is_set_as_the_code_ends_leaves_no_timer()
    {
        _operation.Complete(exception: null);

        _operation.SetTimeout(TimeSpan.FromSeconds(1));

        Assert.Equal(0, _time.PendingTimers);
    }

    [Fact]
    public void A_later_and_longer_timeout_does_not_extend_an_earlier_one()
    {
        _operation.SetTimeout(TimeSpan.FromSeconds(5));
        _operation.SetTimeout(TimeSpan.FromSeconds(10));

        _time.AdvanceToNextTimer(_time.GetUtcNow().AddSeconds(5));

        Assert.True(_operation.HasTimedOut);
    }

    [Fact]
    public void Code_that_ends_in_time_leaves_no_timer_of_any_of_its_timeouts()
    {
        _operation.SetTimeout(TimeSpan.FromSeconds(5));
        _operation.SetTimeout(TimeSpan.FromSeconds(10));

        _operation.Complete(exception: null);

        Assert.Equal(0, _time.PendingTimers);
    }

    [Fact]
    public void Code_that_ends_in_time_leaves_no_timer_of_its_timeout()
    {
        _operation.SetTimeout(TimeSpan.FromSeconds(10));

        _operation.Complete(exception: null);

        Assert.Equal(0, _time.PendingTimers);
    }

    [Fact]
    public void Code_that_ends_late_leaves_no_timer_of_its_timeout()
    {
        _operation.SetTimeout(TimeSpan.FromSeconds(10));
        NewTimeout().Schedule();

        _operation.Complete(exception: null);

        Assert.Equal(0, _time.PendingTimers);
    }

    [Fact]
    public void Code_that_is_abandoned_leaves_no_timer_of_its_timeout()
    {
        _operation.SetTimeout(TimeSpan.FromSeconds(10));
        NewTimeout().Schedule();

        _dispatcher.RunAll();

        Assert.True(_operation.IsAbandoned);
        Assert.Equal(0, _time.PendingTimers);
    }

    [Fact]
    public void A_call_leaves_no_synchronization_context_of_the_child_s_code()
    {
        SynchronizationContext? outer = SynchronizationContext.Current;
        _owner.OnCall = static () => SynchronizationContext.SetSynchronizationContext(new SynchronizationContext());

        _operation.Invoke();
        SynchronizationContext? left = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(outer);

        Assert.Null(left);
    }

    [Fact]
    public void Code_without_any_time_is_called_with_a_token_that_has_not_fired_yet()
    {
        bool hadFired = true;
        _owner.OnCall = () => hadFired = _operation.StopToken.IsCancellationRequested;
        _owner.Code = new TaskCompletionSource().Task;
        _operation.SetZeroTimeout();
        _dispatcher.RunAll();
        Assert.False(_operation.HasTimedOut);

        _operation.Invoke();
        Assert.False(hadFired);
        _dispatcher.RunAll();

        Assert.True(_operation.IsAbandoned);
    }

    [Fact]
    public void A_timeout_of_zero_needs_no_timer()
    {
        _operation.SetTimeout(TimeSpan.Zero);

        Assert.Equal(0, _time.PendingTimers);
        _dispatcher.RunAll();
        Assert.True(_operation.IsAbandoned);
    }

    [Fact]
    public void Code_is_abandoned_two_rounds_after_its_token_and_not_before()
    {
        NewTimeout().Schedule();

        Assert.True(_dispatcher.RunOne());
        Assert.True(_operation.StopToken.IsCancellationRequested);
        Assert.True(_dispatcher.RunOne());
        Assert.False(_operation.IsAbandoned);
        Assert.True(_dispatcher.RunOne());
        Assert.True(_operation.IsAbandoned);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Code_that_ends_as_its_token_fires_is_not_abandoned_whatever_the_dispatcher_s_order(int seed)
    {
        var disorderly = new SteppedDispatcher(seed);
        var operation = new Incarnation<PlainChild>(new Owner(disorderly, _time), number: 1, restarts: 0, DateTimeOffset.UnixEpoch);
        operation.StopToken.Register(() => operation.Complete(exception: null));

        operation.TimeOut();
        disorderly.RunAll();

        Assert.True(operation.HasTimedOut);
        Assert.False(operation.IsAbandoned);
    }

    [Fact]
    public void Code_that_ends_after_work_that_its_token_posted_is_not_abandoned()
    {
        _operation.StopToken.Register(() => _dispatcher.Post(new ActionWorkItem(() => _operation.Complete(exception: null))));

        _operation.TimeOut();
        _dispatcher.RunAll();

        Assert.True(_operation.HasTimedOut);
        Assert.False(_operation.IsAbandoned);
    }

    [Fact]
    public void A_callback_on_the_token_that_never_returns_does_not_keep_the_code_from_being_abandoned()
    {
        _operation.StopToken.Register(() =>
        {
            // What comes after this callback never comes: all that will happen must be posted by now.
            _dispatcher.RunAll();
            Assert.True(_operation.IsAbandoned);
        });

        _operation.TimeOut();
        _dispatcher.RunAll();

        Assert.True(_operation.IsAbandoned);
    }

    [Fact]
    public void The_token_fires_though_the_next_round_overtakes_the_firing()
    {
        using var operation = new Incarnation<PlainChild>(new Owner(new OvertakingDispatcher(), _time), number: 1, restarts: 0, DateTimeOffset.UnixEpoch);

        operation.TimeOut();

        Assert.True(operation.IsAbandoned);
        Assert.True(operation.StopToken.IsCancellationRequested);
    }

    [Fact]
    public void Code_that_has_ended_late_cannot_be_abandoned_any_more()
    {
        NewTimeout().Schedule();
        _operation.Complete(exception: null);

        _operation.Abandon();

        Assert.False(_operation.IsAbandoned);
        Assert.Equal(1, _owner.TimesResumed);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_call_leaves_nothing_of_the_child_s_code_in_its_caller_s_context(bool flowIsSuppressed)
    {
        var ambient = new AsyncLocal<string>();
        _owner.OnCall = () => ambient.Value = "the child's";
        using AsyncFlowControl flow = flowIsSuppressed ? ExecutionContext.SuppressFlow() : default;

        _operation.Invoke();

        Assert.Null(ChildOperation.Current);
        Assert.Equal(flowIsSuppressed ? "the child's" : null, ambient.Value);
    }

    [Fact]
    public void An_incarnation_says_how_it_has_ended_whatever_the_reason_and_not_before()
    {
        DateTimeOffset startedAt = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
        foreach (ExitReason reason in Enum.GetValues<ExitReason>())
        {
            foreach (bool willRestart in (bool[])[false, true])
            {
                using var incarnation = new Incarnation<PlainChild>(_owner, number: 7, restarts: 3, startedAt) { RunningSince = 42 };
                Assert.Null(incarnation.Exit);
                var exception = new InvalidOperationException("lost the source");

                ChildExit exit = incarnation.End(reason, exception, startedAt.AddHours(1), willRestart).Exit;

                var expected = new ChildExit
                {
                    Reason = reason,
                    Exception = exception,
                    StartedAt = startedAt,
                    EndedAt = startedAt.AddHours(1),
                    Incarnation = 7,
                    Restarts = 3,
                    WillRestart = willRestart,
                };
                Assert.Equal(expected, exit);
                Assert.Equal(expected, incarnation.Exit!.Exit);
            }
        }
    }

    private OperationTimeout NewTimeout() => new(_operation, _dispatcher);

    /// <summary>A busy machine: whatever is posted has run before the call returns.</summary>
    private sealed class OvertakingDispatcher : IDispatcher
    {
        public void Post(IThreadPoolWorkItem work) => work.Execute();
    }

    private sealed class Owner(IDispatcher dispatcher, ManualTime time) : OperationOwner
    {
        public Action OnCall { get; set; } = static () => { };

        public Task Code { get; set; } = Task.CompletedTask;

        public int TimesResumed { get; private set; }

        public override TrackerSettings Settings { get; } = new(
            "Operations", new TrackerOptions { Dispatcher = dispatcher, TimeProvider = time }, services: null, loggerFactory: null);

        public override string TrackerName => Settings.Name;

        public override object KeyObject => "key";

        public override Task CallAsync(ChildOperation operation)
        {
            OnCall();
            return Code;
        }

        public override void Resume() => TimesResumed++;

        public override void ResumeInline() => TimesResumed++;

        public override void OnCancellationCallbackFailed(Exception exception) => Assert.Fail(exception.ToString());
    }
}
