using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.AspNetCore.Dashboard;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace GenTracker.AspNetCore.Tests;

/// <summary>What bounds the cost of those who look.</summary>
public sealed class WorkPacerTests : IDisposable
{
    private readonly RestTime _time = new();
    private readonly WorkPacer _pacer;

    public WorkPacerTests() => _pacer = new WorkPacer(_time);

    [Fact]
    public async Task However_many_ask_the_work_takes_a_quarter_of_the_time()
    {
        await RunAsync("a", milliseconds: 100);
        Task<string>[] others = [RunAsync("b", milliseconds: 100), RunAsync("c", milliseconds: 100)];
        await _time.RestBegunAsync();

        _time.Advance(TimeSpan.FromMilliseconds(299));
        bool[] early = [.. others.Select(static other => other.IsCompleted)];
        _time.Advance(TimeSpan.FromMilliseconds(1));
        string second = await others[0];
        await _time.RestBegunAsync();
        bool isThirdEarly = others[1].IsCompleted;
        _time.Advance(TimeSpan.FromMilliseconds(300));
        string third = await others[1];

        Assert.Equal([false, false], early);
        Assert.Equal(("b", false, "c"), (second, isThirdEarly, third));
    }

    [Fact]
    public async Task Equal_work_is_done_once()
    {
        var runs = 0;
        string Work() => $"{++runs}";

        string first = await _pacer.RunAsync("a", Work, CancellationToken.None);
        _time.Advance(TimeSpan.FromMilliseconds(899));
        string soon = await _pacer.RunAsync("a", Work, CancellationToken.None);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        string late = await _pacer.RunAsync("a", Work, CancellationToken.None);

        Assert.Equal(("1", "1", "2"), (first, soon, late));
    }

    [Fact]
    public async Task Work_that_fails_is_not_kept_and_lets_the_next_one_go_on()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            _pacer.RunAsync<string>("a", static () => throw new InvalidOperationException("no"), CancellationToken.None));

        Assert.Equal("a", await RunAsync("a"));
    }

    [Fact]
    public async Task Whoever_gives_up_lets_the_next_one_go_on()
    {
        await RunAsync("a", milliseconds: 100);
        using var patience = new CancellationTokenSource();
        Task<string> impatient = _pacer.RunAsync("b", static () => "b", patience.Token);
        Task<string> next = RunAsync("c");
        await _time.RestBegunAsync();
        await patience.CancelAsync();
        await _time.RestBegunAsync();
        _time.Advance(TimeSpan.FromMilliseconds(300));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => impatient);
        Assert.Equal("c", await next);
    }

    [Fact]
    public async Task Too_many_that_wait_are_refused()
    {
        await RunAsync("a", milliseconds: 100);
        Task<string>[] waiting = [.. Enumerable.Range(0, 256).Select(i => RunAsync($"{i}"))];

        RequestProblemException refused = await Assert.ThrowsAsync<RequestProblemException>(() => RunAsync("late"));
        _time.Advance(TimeSpan.FromMilliseconds(300));
        await Task.WhenAll(waiting);

        Assert.Equal((503, 1), (refused.Status, refused.RetryAfterSeconds));
        Assert.Equal("late", await RunAsync("late"));
    }

    public void Dispose() => _time.Dispose();

    private Task<string> RunAsync(string name, int milliseconds = 0) => _pacer.RunAsync(
        name,
        () =>
        {
            _time.Advance(TimeSpan.FromMilliseconds(milliseconds));
            return name;
        },
        CancellationToken.None).WaitAsync(TestTime.Patience);

    /// <summary>A clock that the test moves. It says when the pacer waits for it: a clock that moves before is not noticed.</summary>
    private sealed class RestTime : FakeTimeProvider, IDisposable
    {
        private readonly SemaphoreSlim _rests = new(0);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            ITimer timer = base.CreateTimer(callback, state, dueTime, period);
            _rests.Release();
            return timer;
        }

        public Task RestBegunAsync() => _rests.WaitAsync().WaitAsync(TestTime.Patience);

        public void Dispose() => _rests.Dispose();
    }
}
