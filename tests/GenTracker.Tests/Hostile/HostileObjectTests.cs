using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using CsCheck;
using GenTracker.Tests.Support;
using Xunit;

namespace GenTracker.Tests.Hostile;

/// <summary>
/// Keys, children and exceptions that fail when they are looked at, at each place where a tracker meets them: that costs their own text, and nothing else.
/// </summary>
public sealed class HostileObjectTests
{
    private const int Cases = 300;
    private const int LongestMessage = 2_000;
    private const int LongestText = 100_000;

    private static readonly Gen<HostileCase> AnyCase =
        Gen.Select(Gen.Enum<FailurePoint>(), AnyKey(), AnyException(), Gen.Enum<RestartPolicy>(), static (point, key, exception, restart) =>
            new HostileCase(point, key.Text, key.IsFormattable, exception.Faults, exception.IsCause, restart));

    private enum FailurePoint
    {
        Constructor,
        Start,
        Run,
        AfterTerminate,
        Disposal,
        StoppingToken,
        Completion,
    }

    [Fact]
    public void A_hostile_exception_reaches_those_it_concerns_and_leaves_nothing_behind_wherever_it_is_thrown() =>
        AnyCase.Sample(static drawn => Check(drawn), iter: Cases, threads: 1);

    [Fact]
    public void A_predicate_s_hostile_exception_reaches_its_own_wait_only() =>
        Gen.Select(AnyKey(), AnyException()).Sample(
            static (drawnKey, drawnException) =>
            {
                var world = new World();
                var tracker = new HostileChildTracker(world.Options);
                HostileKey key = NewKey(drawnKey.Text, drawnKey.IsFormattable);
                Exception fault = NewException(drawnException.Faults, drawnException.IsCause);
                Task<HostileChild> waiting = tracker.WaitForAsync(key, _ => throw fault);
                Task<HostileChild> other = tracker.WaitForAsync(key, static child => child.Users > 0);

                HostileChild opened = world.Result(tracker.FindOrOpenAsync(key));
                opened.IncrementUsers();

                Assert.Same(fault, Record.Exception(() => world.Result(waiting)));
                Assert.Same(opened, world.Result(other));
                world.Finish(tracker.CloseAsync());
            },
            iter: Cases / 3,
            threads: 1);

    [Fact]
    public void Every_refusal_can_be_read_whatever_its_key_is() =>
        AnyKey().Sample(
            static drawn =>
            {
                var world = new World(static options => options.MaxChildren = 1);
                var tracker = new HostileChildTracker(world.Options);
                HostileKey key = NewKey(drawn.Text, drawn.IsFormattable);
                var adopted = new HostileChild();
                tracker.AddExisting(key, adopted);
                Exception[] refusals =
                [
                    Assert.Throws<ChildNotFoundException>(() => tracker.IncrementUsers(new HostileKey("other", drawn.Text))),
                    Assert.Throws<TrackerFullException>(() => world.Result(tracker.FindOrOpenAsync(new HostileKey("other", drawn.Text)))),
                    Assert.Throws<ChildAlreadyExistsException>(() => tracker.AddExisting(key, new HostileChild())),
                    Assert.Throws<TrackerException>(() => tracker.AddExisting(new HostileKey("other", drawn.Text), adopted)),
                    WaitForOneself(world, new HostileChildTracker(world.Options), key),
                    CloseAndOpen(world, new HostileChildTracker(world.Options), key),
                    WriteTooLate(world, tracker, key, adopted),
                ];

                Assert.All(refusals, AssertReadable);
                if (drawn.Text is not (Fault.None or Fault.ReturnsLongText))
                    Assert.All(refusals, refusal => Assert.Contains("HostileKey", refusal.Message, StringComparison.Ordinal));
            },
            iter: 20,
            threads: 1);

    [Fact]
    public void A_text_of_a_hundred_megabytes_is_cut_and_its_exception_reaches_the_opener()
    {
        var log = new ReadingLog { OnException = static exception => Assert.True(exception.ToString().Length <= LongestText) };
        var world = new World();
        var tracker = new HostileChildTracker(world.Options, loggerFactory: log);
        var cause = new InvalidOperationException(new string('x', 50_000_000));

        Task<HostileChild> opening = tracker.FindOrOpenAsync(new HostileKey("a", Fault.None), _ => throw cause).AsTask();

        var failure = Assert.Throws<ChildStartException>(() => world.Result(opening));
        Assert.Same(cause, failure.InnerException);
        AssertReadable(failure);
        Assert.Equal([3], log.Lines.Select(static line => line.Id));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_chain_of_causes_that_would_overflow_the_stack_is_cut(bool isOfAggregates)
    {
        var log = new ReadingLog();
        var world = new World();
        var tracker = new HostileChildTracker(world.Options, loggerFactory: log);
        Exception cause = new InvalidOperationException("the first");
        for (var i = 0; i < 100_000; i++)
            cause = isOfAggregates ? new AggregateException(new TimeoutException("again"), cause) : new InvalidOperationException("and again", cause);

        Task<HostileChild> opening = tracker.FindOrOpenAsync(new HostileKey("a", Fault.None), _ => throw cause).AsTask();

        AssertReadable(Assert.Throws<ChildStartException>(() => world.Result(opening)));
        Assert.Equal([3], log.Lines.Select(static line => line.Id));
    }

    [Fact]
    public void A_cause_that_cannot_be_printed_costs_the_text_of_no_other_cause()
    {
        var hostile = new HostileException(new ExceptionFaults(Fault.Throws, Fault.Throws, Fault.Throws, Fault.None, Fault.None));
        var cause = new AggregateException(hostile, new TimeoutException("the second"), new TimeoutException("the third"));

        string text = new ChildStartException("Room", 7, cause).ToString();

        Assert.Contains(" ---> GenTracker.Tests.Hostile.HostileException: HostileException (its Message failed)", text, StringComparison.Ordinal);
        Assert.Contains(" ---> System.TimeoutException: the second", text, StringComparison.Ordinal);
        Assert.Contains(" ---> System.TimeoutException: the third", text, StringComparison.Ordinal);
    }

    [Fact]
    public void An_exception_that_is_printed_once_and_then_never_again_costs_no_line()
    {
        var log = new ReadingLog { OnException = static exception => ((Action?)exception.Data["wake"])?.Invoke() };
        var world = new World();
        var tracker = new HostileChildTracker(world.Options, loggerFactory: log);
        var cause = new InvalidOperationException("no source");
        cause.Data["wake"] = (Action)(static () => throw new InvalidOperationException("not twice"));

        Task<HostileChild> opening = tracker.FindOrOpenAsync(new HostileKey("a", Fault.None), _ => throw cause).AsTask();

        Assert.Throws<ChildStartException>(() => world.Result(opening));
        Assert.Equal([3], log.Lines.Select(static line => line.Id));
    }

    [Fact]
    public void The_text_of_a_harmless_exception_is_that_of_every_exception()
    {
        var cause = new InvalidOperationException("no source", new TimeoutException("too late"));
        var failure = Assert.Throws<ChildStartException>(void () => throw new ChildStartException("Room", 7, cause));

        string text = failure.ToString();

        Assert.StartsWith(
            $"GenTracker.ChildStartException: Tracker Room: the start of child 7 failed: no source{Environment.NewLine} ---> {cause}{Environment.NewLine}"
                + $"   --- End of inner exception stack trace ---{Environment.NewLine}   at ",
            text,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(256, 256)]
    [InlineData(257, 256)]
    public void A_key_s_text_has_at_most_256_characters(int length, int expected)
    {
        string message = new ChildNotFoundException("Room", new string('ж', length)).Message;

        Assert.Equal(expected, message.Count(static character => character is 'ж' or '…'));
        Assert.Equal(length > expected, message.Contains('…'));
    }

    [Fact]
    public void A_text_is_not_cut_within_a_character()
    {
        string key = new string('k', 254) + "😀😀";

        string message = new ChildNotFoundException("Room", key).Message;

        Assert.Contains("k….", message, StringComparison.Ordinal);
        Assert.DoesNotContain(message, char.IsSurrogate);
    }

    private static void Check(HostileCase drawn)
    {
        var log = new ReadingLog();
        var world = new World(options =>
        {
            options.Restart = drawn.Restart;
            options.MaxRestarts = 2;
        });
        var tracker = new HostileChildTracker(world.Options, loggerFactory: log);
        HostileKey key = NewKey(drawn.KeyText, drawn.IsFormattable);
        Exception fault = NewException(drawn.Faults, drawn.IsCause);
        var made = new List<HostileChild>();
        IAsyncEnumerator<ChildEvent<HostileKey, HostileChild>> events = tracker.WatchAsync().GetAsyncEnumerator();
        Task<bool> reading = events.MoveNextAsync().AsTask();

        int expectedLine = Fail(drawn.Point, world, tracker, key, fault, made);
        Assert.All(tracker.GetChildren(), static info => AssertReadable(info.ToString()));
        world.Advance(TimeSpan.FromMinutes(1));
        Assert.All(tracker.GetChildren(), static info => AssertReadable(info.ToString()));
        world.Result(tracker.StopAsync(key));
        world.Finish(tracker.CloseAsync());

        Assert.Empty(tracker.GetChildren());
        Assert.All(made, child => Assert.Equal(drawn.Point == FailurePoint.Completion ? 0 : 1, child.Disposals));
        Assert.Contains(log.Lines, line => line.Id == expectedLine);
        Assert.Equal(14, log.Lines[^1].Id);
        Assert.All(log.Lines, static line => AssertReadable(line.Text));
        for (; world.Result(reading); reading = events.MoveNextAsync().AsTask())
            AssertReadable(events.Current.ToString());
    }

    /// <summary>Lets a child fail at one point. Returns the id of the log line that must tell of it.</summary>
    private static int Fail(
        FailurePoint point, World world, HostileChildTracker tracker, HostileKey key, Exception fault, List<HostileChild> made)
    {
        switch (point)
        {
            case FailurePoint.Constructor:
                AssertStartFails(() => throw fault);
                return 3;
            case FailurePoint.Start:
                AssertStartFails(() => new HostileChild { OnStart = _ => Task.FromException(fault) });
                return 3;
            case FailurePoint.Run:
                Assert.Same(fault, End(() => new HostileChild { OnRun = _ => Task.FromException(fault) }).Exception);
                return 5;
            case FailurePoint.AfterTerminate:
                End(() => new HostileChild { OnAfterTerminate = () => throw fault });
                return 8;
            case FailurePoint.Disposal:
                End(() => new HostileChild { OnDispose = () => throw fault });
                return 9;
            case FailurePoint.StoppingToken:
                End(() => new HostileChild
                {
                    OnRun = token =>
                    {
                        Task run = Probe.RunUntilStopped(token);
                        token.Register(() => throw fault);
                        return run;
                    },
                });
                return 10;
            default:
                var adopted = new HostileChild();
                made.Add(adopted);
                tracker.AddExisting(key, adopted, Task.FromException(fault));
                Assert.Same(fault, world.Result(adopted.Completion).Exception);
                return 5;
        }

        HostileChild Make(Func<HostileChild> create)
        {
            HostileChild child = create();
            made.Add(child);
            return child;
        }

        void AssertStartFails(Func<HostileChild> create)
        {
            Task<HostileChild> opening = tracker.FindOrOpenAsync(key, _ => Make(create)).AsTask();
            var failure = Assert.Throws<ChildStartException>(() => world.Result(opening));
            Assert.Same(fault, failure.InnerException);
            AssertReadable(failure);
        }

        ChildExit End(Func<HostileChild> create)
        {
            HostileChild child = world.Result(tracker.FindOrOpenAsync(key, _ => Make(create)));
            world.Settle();
            if (!child.Completion.IsCompleted)
                world.Result(tracker.StopAsync(key));
            ChildExit exit = world.Result(child.Completion);
            AssertReadable(exit.ToString());
            return exit;
        }
    }

    private static WaitCycleException WaitForOneself(World world, HostileChildTracker tracker, HostileKey key)
    {
        WaitCycleException? told = null;
        Task<HostileChild> opening = tracker.FindOrOpenAsync(key, _ => new HostileChild
        {
            OnStart = async _ => told = await Assert.ThrowsAsync<WaitCycleException>(() => tracker.StopAsync(key)),
        }).AsTask();
        world.Result(opening);
        Assert.All(told!.Chain, AssertReadable);
        return told;
    }

    private static TrackerClosedException CloseAndOpen(World world, HostileChildTracker tracker, HostileKey key)
    {
        world.Finish(tracker.CloseAsync());
        return Assert.Throws<TrackerClosedException>(() => world.Result(tracker.FindOrOpenAsync(key)));
    }

    private static ChildTerminatedException WriteTooLate(World world, HostileChildTracker tracker, HostileKey key, HostileChild adopted)
    {
        _ = tracker.StopAsync(key);
        world.Advance(TimeSpan.FromMinutes(1));
        return Assert.Throws<ChildTerminatedException>(() => adopted.IncrementUsers());
    }

    private static void AssertReadable(Exception exception)
    {
        Assert.InRange(exception.Message.Length, 1, LongestMessage);
        AssertReadable(exception.ToString());
    }

    private static void AssertReadable(string text) => Assert.InRange(text.Length, 1, LongestText);

    private static HostileKey NewKey(Fault text, bool isFormattable) =>
        isFormattable ? new FormattableHostileKey("a", text) : new HostileKey("a", text);

    private static Exception NewException(ExceptionFaults faults, bool isCause)
    {
        var exception = new HostileException(faults);
        return isCause ? new AggregateException(new InvalidOperationException("no source", exception), exception) : exception;
    }

    private static Gen<(Fault Text, bool IsFormattable)> AnyKey() => Gen.Select(Gen.Enum<Fault>(), Gen.Bool);

    private static Gen<(ExceptionFaults Faults, bool IsCause)> AnyException()
    {
        Gen<Fault> member = Gen.Enum<Fault>();
        Gen<Fault> throwing = Gen.OneOf(Gen.Const(Fault.None), Gen.Const(Fault.Throws), Gen.Const(Fault.ThrowsItsLike));
        return Gen.Select(
            Gen.Select(member, member, member, throwing, throwing, static (message, text, trace, data, identity) =>
                new ExceptionFaults(message, text, trace, data, identity)),
            Gen.Bool);
    }

    private sealed record HostileCase(
        FailurePoint Point, Fault KeyText, bool IsFormattable, ExceptionFaults Faults, bool IsCause, RestartPolicy Restart);
}
