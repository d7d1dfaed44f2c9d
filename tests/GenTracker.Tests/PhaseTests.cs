using System;
using System.Threading;
using GenTracker.Supervision;
using GenTracker.Tests.Support;
using Xunit;

namespace GenTracker.Tests;

/// <summary>Whether code ends or its budget does is decided once: a timer that fires as the code ends comes too late.</summary>
public sealed class PhaseTests
{
    private readonly SteppedDispatcher _dispatcher = new();

    [Fact]
    public void A_budget_that_is_used_up_after_the_code_has_ended_cancels_nothing()
    {
        var phase = new Phase(_dispatcher);
        using var token = new CancellationTokenSource();
        PhaseExpiry expiry = NewExpiry(phase, token);

        phase.TryEnd(failure: null);
        expiry.Begin();
        _dispatcher.RunAll();

        Assert.False(token.IsCancellationRequested);
        Assert.False(phase.HasExpired);
        Assert.False(phase.IsGivenUp);
    }

    [Fact]
    public void A_budget_that_is_used_up_cancels_and_then_gives_up()
    {
        var phase = new Phase(_dispatcher);
        using var token = new CancellationTokenSource();
        PhaseExpiry expiry = NewExpiry(phase, token);

        expiry.Begin();
        Assert.True(phase.HasExpired);
        Assert.False(phase.IsCompleted);
        _dispatcher.RunAll();

        Assert.True(token.IsCancellationRequested);
        Assert.True(phase.IsGivenUp);
        Assert.True(phase.IsCompleted);
        Assert.False(phase.RealEnd.IsCompleted);
    }

    [Fact]
    public void Code_that_ends_between_is_late_but_not_given_up()
    {
        var phase = new Phase(_dispatcher);
        using var token = new CancellationTokenSource();
        var failure = new InvalidOperationException("cancelled");
        token.Token.Register(() => phase.TryEnd(failure));

        NewExpiry(phase, token).Begin();
        _dispatcher.RunAll();

        Assert.True(phase.HasExpired);
        Assert.False(phase.IsGivenUp);
        Assert.Same(failure, phase.Failure);
    }

    [Fact]
    public void Only_the_first_end_counts()
    {
        var phase = new Phase(_dispatcher);
        var first = new InvalidOperationException("first");

        Assert.True(phase.TryEnd(first));
        Assert.False(phase.TryEnd(failure: null));

        Assert.Same(first, phase.Failure);
    }

    [Fact]
    public void Code_that_was_given_up_has_its_real_end_later()
    {
        var phase = new Phase(_dispatcher);
        using var token = new CancellationTokenSource();
        NewExpiry(phase, token).Begin();
        _dispatcher.RunAll();

        Assert.True(phase.TryEnd(failure: null));

        Assert.True(phase.RealEnd.IsCompleted);
        Assert.True(phase.IsGivenUp);
    }

    private PhaseExpiry NewExpiry(Phase phase, CancellationTokenSource token) => new(phase, new Cancellation(token, new Unheard()), _dispatcher);

    private sealed class Unheard : ICallbackFailures
    {
        public void OnCancellationCallbackFailed(Exception exception) => Assert.Fail(exception.ToString());
    }
}
