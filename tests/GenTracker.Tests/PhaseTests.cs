using System;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Dispatching;
using GenTracker.Supervision;
using GenTracker.Tests.Support;
using GenTracker.Waiting;
using Xunit;

namespace GenTracker.Tests;

/// <summary>Whether code ends or its budget does is decided once: a timer that fires as the code ends comes too late.</summary>
public sealed class PhaseTests : IDisposable
{
    private readonly SteppedDispatcher _dispatcher = new();
    private readonly ManualTime _time = new();
    private readonly Owner _owner;
    private readonly Phase _phase;

    public PhaseTests()
    {
        _owner = new Owner(_dispatcher, _time);
        _phase = new Incarnation<PlainChild>(_owner, number: 1, restarts: 0, DateTimeOffset.UnixEpoch);
    }

    public void Dispose() => _phase.Dispose();

    [Fact]
    public void A_budget_that_is_used_up_after_the_code_has_ended_cancels_nothing()
    {
        _phase.End(failure: null);

        NewExpiry().Begin();
        _dispatcher.RunAll();

        Assert.False(_phase.Token.IsCancellationRequested);
        Assert.False(_phase.HasExpired);
        Assert.False(_phase.IsGivenUp);
    }

    [Fact]
    public void A_budget_that_is_used_up_cancels_and_then_gives_up()
    {
        NewExpiry().Begin();
        Assert.True(_phase.HasExpired);
        Assert.False(_phase.IsOver);
        _dispatcher.RunAll();

        Assert.True(_phase.Token.IsCancellationRequested);
        Assert.True(_phase.IsGivenUp);
        Assert.True(_phase.IsOver);
        Assert.False(_phase.RealEnd.IsCompleted);
    }

    [Fact]
    public void Code_that_ends_between_is_late_but_not_given_up()
    {
        var failure = new InvalidOperationException("cancelled");
        _phase.Token.Register(() => _phase.End(failure));

        NewExpiry().Begin();
        _dispatcher.RunAll();

        Assert.True(_phase.HasExpired);
        Assert.False(_phase.IsGivenUp);
        Assert.Same(failure, _phase.Failure);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_phase_that_is_over_keeps_none_of_its_waits(bool isGivenUp)
    {
        _phase.Waits = [];

        if (isGivenUp)
            _phase.Expire();
        else
            _phase.End(failure: null);
        _dispatcher.RunAll();

        Assert.True(_phase.IsOver);
        Assert.Null(_phase.Waits);
    }

    [Fact]
    public void Only_the_first_end_counts()
    {
        var first = new InvalidOperationException("first");

        _phase.End(first);
        _phase.End(failure: null);

        Assert.Same(first, _phase.Failure);
        Assert.Equal(1, _owner.TimesGoneOn);
    }

    [Fact]
    public void Code_that_was_given_up_has_its_real_end_later_and_its_owner_goes_on_once()
    {
        NewExpiry().Begin();
        _dispatcher.RunAll();

        _phase.End(failure: null);

        Assert.True(_phase.RealEnd.IsCompleted);
        Assert.True(_phase.IsGivenUp);
        Assert.Equal(1, _owner.TimesGoneOn);
    }

    [Fact]
    public void Code_that_ends_at_once_leaves_it_to_its_caller_to_go_on()
    {
        bool isOver = _phase.Call();

        Assert.True(isOver);
        Assert.True(_phase.IsOver);
        Assert.Equal(0, _owner.TimesGoneOn);
    }

    [Fact]
    public void Code_that_ends_later_lets_its_owner_go_on()
    {
        var code = new TaskCompletionSource();
        _owner.Code = code.Task;

        bool isOver = _phase.Call();
        code.SetResult();

        Assert.False(isOver);
        Assert.Equal(1, _owner.TimesGoneOn);
    }

    [Fact]
    public void A_budget_that_is_set_as_the_code_ends_leaves_no_timer()
    {
        _phase.End(failure: null);

        _phase.SetBudget(TimeSpan.FromSeconds(1));

        Assert.Equal(0, _time.PendingTimers);
    }

    [Fact]
    public void A_budget_that_a_later_one_exceeds_holds_all_the_same()
    {
        _phase.SetBudget(TimeSpan.FromSeconds(5));
        _phase.SetBudget(TimeSpan.FromSeconds(10));

        _time.AdvanceToNextTimer(_time.GetUtcNow().AddSeconds(5));

        Assert.True(_phase.HasExpired);
    }

    [Fact]
    public void Code_that_ends_in_time_leaves_no_timer_of_any_of_its_budgets()
    {
        _phase.SetBudget(TimeSpan.FromSeconds(5));
        _phase.SetBudget(TimeSpan.FromSeconds(10));

        _phase.End(failure: null);

        Assert.Equal(0, _time.PendingTimers);
    }

    [Fact]
    public void Code_that_ends_in_time_leaves_no_timer_of_its_budget()
    {
        _phase.SetBudget(TimeSpan.FromSeconds(10));

        _phase.End(failure: null);

        Assert.Equal(0, _time.PendingTimers);
    }

    [Fact]
    public void Code_that_ends_late_leaves_no_timer_of_its_budget()
    {
        _phase.SetBudget(TimeSpan.FromSeconds(10));
        NewExpiry().Begin();

        _phase.End(failure: null);

        Assert.Equal(0, _time.PendingTimers);
    }

    [Fact]
    public void Code_that_is_given_up_leaves_no_timer_of_its_budget()
    {
        _phase.SetBudget(TimeSpan.FromSeconds(10));
        NewExpiry().Begin();

        _dispatcher.RunAll();

        Assert.True(_phase.IsGivenUp);
        Assert.Equal(0, _time.PendingTimers);
    }

    [Fact]
    public void A_call_leaves_no_synchronization_context_of_the_child_s_code()
    {
        SynchronizationContext? outer = SynchronizationContext.Current;
        _owner.OnCall = static () => SynchronizationContext.SetSynchronizationContext(new SynchronizationContext());

        _phase.Call();
        SynchronizationContext? left = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(outer);

        Assert.Null(left);
    }

    [Fact]
    public void Code_without_any_time_is_called_with_a_token_that_has_not_fired_yet()
    {
        bool hadFired = true;
        _owner.OnCall = () => hadFired = _phase.Token.IsCancellationRequested;
        _owner.Code = new TaskCompletionSource().Task;
        _phase.SetNoTime();
        _dispatcher.RunAll();
        Assert.False(_phase.HasExpired);

        _phase.Call();
        Assert.False(hadFired);
        _dispatcher.RunAll();

        Assert.True(_phase.IsGivenUp);
    }

    [Fact]
    public void A_budget_of_zero_needs_no_timer()
    {
        _phase.SetBudget(TimeSpan.Zero);

        Assert.Equal(0, _time.PendingTimers);
        _dispatcher.RunAll();
        Assert.True(_phase.IsGivenUp);
    }

    [Fact]
    public void Code_is_given_up_two_turns_behind_its_token_and_not_before()
    {
        NewExpiry().Begin();

        Assert.True(_dispatcher.RunOne());
        Assert.True(_phase.Token.IsCancellationRequested);
        Assert.True(_dispatcher.RunOne());
        Assert.False(_phase.IsGivenUp);
        Assert.True(_dispatcher.RunOne());
        Assert.True(_phase.IsGivenUp);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Code_that_ends_as_its_token_fires_is_not_given_up_whatever_the_dispatcher_s_order(int seed)
    {
        var disorderly = new SteppedDispatcher(seed);
        var phase = new Incarnation<PlainChild>(new Owner(disorderly, _time), number: 1, restarts: 0, DateTimeOffset.UnixEpoch);
        phase.Token.Register(() => phase.End(failure: null));

        phase.Expire();
        disorderly.RunAll();

        Assert.True(phase.HasExpired);
        Assert.False(phase.IsGivenUp);
    }

    [Fact]
    public void Code_that_ends_once_more_of_its_own_work_was_done_upon_its_token_is_not_given_up()
    {
        _phase.Token.Register(() => _dispatcher.Post(new Resumption(() => _phase.End(failure: null))));

        _phase.Expire();
        _dispatcher.RunAll();

        Assert.True(_phase.HasExpired);
        Assert.False(_phase.IsGivenUp);
    }

    [Fact]
    public void A_callback_on_the_token_that_never_returns_does_not_keep_the_code_from_being_given_up()
    {
        _phase.Token.Register(() =>
        {
            // What comes after this callback never comes: all that will happen must be posted by now.
            _dispatcher.RunAll();
            Assert.True(_phase.IsGivenUp);
        });

        _phase.Expire();
        _dispatcher.RunAll();

        Assert.True(_phase.IsGivenUp);
    }

    [Fact]
    public void Code_that_has_ended_late_cannot_be_given_up_any_more()
    {
        NewExpiry().Begin();
        _phase.End(failure: null);

        _phase.GiveUp();

        Assert.False(_phase.IsGivenUp);
        Assert.Equal(1, _owner.TimesGoneOn);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_call_leaves_nothing_of_the_child_s_code_in_its_caller_s_context(bool flowIsSuppressed)
    {
        var ambient = new AsyncLocal<string>();
        _owner.OnCall = () => ambient.Value = "the child's";
        using AsyncFlowControl flow = flowIsSuppressed ? ExecutionContext.SuppressFlow() : default;

        _phase.Call();

        Assert.Null(Activity.Current);
        Assert.Equal(flowIsSuppressed ? "the child's" : null, ambient.Value);
    }

    private PhaseExpiry NewExpiry() => new(_phase, _dispatcher);

    private sealed class Owner(SteppedDispatcher dispatcher, ManualTime time) : PhaseOwner
    {
        public Action OnCall { get; set; } = static () => { };

        public Task Code { get; set; } = Task.CompletedTask;

        public int TimesGoneOn { get; private set; }

        public override TrackerSettings Settings { get; } = new("Phases", new TrackerOptions { Dispatcher = dispatcher, TimeProvider = time }, services: null, loggerFactory: null);

        public override string TrackerName => Settings.Name;

        public override object KeyObject => "key";

        public override Task CallAsync(Phase phase)
        {
            OnCall();
            return Code;
        }

        public override void GoOn() => TimesGoneOn++;

        public override void GoOnHere() => TimesGoneOn++;

        public override void OnCancellationCallbackFailed(Exception exception) => Assert.Fail(exception.ToString());
    }
}
