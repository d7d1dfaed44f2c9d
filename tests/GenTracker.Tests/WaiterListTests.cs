using System;
using System.Linq;
using System.Threading;
using GenTracker.Waiting;
using Xunit;

namespace GenTracker.Tests;

/// <summary>Callers that wait for the same thing: each is told once, whoever has gone meanwhile, and nobody who has gone is kept for long.</summary>
public sealed class WaiterListTests
{
    private const int FirstPruning = 16;

    private WaiterList<string> _list;

    [Fact]
    public void All_who_wait_are_told()
    {
        Waiter<string>[] waiters = Add(3);

        _list.Take().Complete("done");

        Assert.Equal(["done", "done", "done"], waiters.Select(static waiter => waiter.Task.Result));
    }

    [Fact]
    public void All_who_wait_are_told_of_a_failure()
    {
        var failure = new InvalidOperationException("no source");
        Waiter<string>[] waiters = Add(3);

        _list.Take().Fail(failure);

        Assert.All(waiters, waiter => Assert.Same(failure, waiter.Task.Exception!.InnerException));
    }

    [Fact]
    public void An_end_without_anybody_who_waits_is_told_to_nobody()
    {
        _list.Take().Complete("done");
        _list.Take().Fail(new InvalidOperationException("no source"));

        Assert.False(Add().Task.IsCompleted);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void A_caller_that_is_taken_back_is_told_nothing_and_the_others_are_told(int removed)
    {
        Waiter<string>[] waiters = Add(3);

        _list.Remove(waiters[removed]);
        Waiter<string> late = Add();
        _list.Take().Complete("done");

        Assert.Equal([removed != 0, removed != 1, removed != 2], waiters.Select(static waiter => waiter.Task.IsCompleted));
        Assert.True(late.Task.IsCompleted);
    }

    [Fact]
    public void A_caller_that_is_taken_back_hears_its_token_no_more()
    {
        using var patience = new CancellationTokenSource();
        Waiter<string> waiter = _list.Add(patience.Token);

        _list.Remove(waiter);
        patience.Cancel();

        Assert.False(waiter.Task.IsCompleted);
    }

    [Fact]
    public void A_list_whose_only_caller_was_taken_back_begins_anew()
    {
        _list.Remove(Add());
        Waiter<string> waiter = Add();
        Assert.Equal(1, _list.Count);

        _list.Take().Complete("done");

        Assert.True(waiter.Task.IsCompleted);
    }

    [Fact]
    public void Who_comes_after_the_taking_is_told_of_the_next_end_and_not_of_that_one()
    {
        Waiter<string> first = Add();
        WaiterList<string> taken = _list.Take();
        Waiter<string> second = Add();

        taken.Complete("first");
        Assert.True(first.Task.IsCompleted);
        Assert.False(second.Task.IsCompleted);
        _list.Take().Complete("second");

        Assert.True(second.Task.IsCompleted);
    }

    [Fact]
    public void A_caller_that_goes_is_told_so_and_the_others_wait_on()
    {
        using var patience = new CancellationTokenSource();
        Waiter<string> impatient = _list.Add(patience.Token);
        Waiter<string> patient = Add();

        patience.Cancel();

        Assert.True(impatient.Task.IsCanceled);
        Assert.False(patient.Task.IsCompleted);
    }

    [Fact]
    public void Those_who_have_gone_are_let_go_of_when_there_are_many_and_the_others_are_told()
    {
        using var patience = new CancellationTokenSource();
        Waiter<string> first = Add();
        AddGoing(FirstPruning - 2, patience.Token);
        Waiter<string> last = Add();
        patience.Cancel();

        Assert.Equal(FirstPruning, _list.Count);
        Waiter<string> late = Add();

        Assert.Equal(3, _list.Count);
        _list.Take().Complete("done");
        Assert.All([first, last, late], static waiter => Assert.True(waiter.Task.IsCompletedSuccessfully));
    }

    [Fact]
    public void Where_all_have_gone_the_list_begins_anew()
    {
        using var patience = new CancellationTokenSource();
        AddGoing(FirstPruning, patience.Token);
        patience.Cancel();

        Waiter<string> late = Add();

        Assert.Equal(1, _list.Count);
        _list.Take().Complete("done");
        Assert.True(late.Task.IsCompletedSuccessfully);
    }

    [Fact]
    public void One_less_than_many_are_not_looked_through()
    {
        using var patience = new CancellationTokenSource();
        AddGoing(FirstPruning - 1, patience.Token);
        patience.Cancel();

        Add();

        Assert.Equal(FirstPruning, _list.Count);
    }

    [Theory]
    [InlineData(FirstPruning, 2 * FirstPruning)]
    [InlineData(1, FirstPruning)]
    public void Those_who_have_gone_are_looked_for_again_when_there_are_twice_as_many_as_stayed_and_not_before_sixteen(int staying, int next)
    {
        using var patience = new CancellationTokenSource();
        Add(staying);
        AddGoing(FirstPruning - staying, patience.Token);
        patience.Cancel();
        Add();
        Assert.Equal(staying + 1, _list.Count);

        AddGoing(next - staying - 1, patience.Token);
        Assert.Equal(next, _list.Count);
        Add();

        Assert.Equal(staying + 2, _list.Count);
    }

    private Waiter<string> Add() => _list.Add(CancellationToken.None);

    private void AddGoing(int count, CancellationToken token)
    {
        for (int i = 0; i < count; i++)
            _list.Add(token);
    }

    private Waiter<string>[] Add(int count) => [.. Enumerable.Range(0, count).Select(_ => Add())];
}
