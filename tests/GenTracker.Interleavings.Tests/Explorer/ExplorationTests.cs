using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Interleavings.Scenarios;
using GenTracker.Interleavings.Support;
using GenTracker.Testing;
using Xunit;

namespace GenTracker.Interleavings.Explorer;

/// <summary>The explorer itself: what it finds, what it reports, and that it finds it again.</summary>
[Collection(nameof(ScenarioCatalog.Trackers))]
public class ExplorationTests
{
    public static TheoryData<string> Names => [.. ScenarioCatalog.Trackers.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_same_seed_gives_the_same_trace(string name)
    {
        for (ulong seed = 1; seed <= 20; seed++)
        {
            string trace = ScenarioCatalog.Explore(name).Replay(seed);

            Assert.Equal(trace, ScenarioCatalog.Explore(name).Replay(seed));
        }
    }

    [Fact]
    public void A_lost_update_is_found_and_shown_with_its_seed()
    {
        ExplorationResult result = LostUpdate().Sample(seed: 1, distinct: 100);

        var broken = Assert.Throws<PromiseViolationException>(result.ThrowIfBroken);
        Assert.Contains($"BROKEN in seed {result.FailingSeed}", broken.Message, StringComparison.Ordinal);
        Assert.Contains("read count", result.Trace, StringComparison.Ordinal);
        Assert.Equal(result.Trace, LostUpdate().Replay(result.FailingSeed!.Value));
    }

    [Fact]
    public void A_lost_update_needs_one_preemption()
    {
        ExplorationResult none = LostUpdate().Exhaust(preemptions: 0);
        ExplorationResult one = LostUpdate().Exhaust(preemptions: 1);

        Assert.Null(none.Failure);
        Assert.True(none.IsComplete);
        Assert.NotNull(one.Failure);
        Assert.Contains("BROKEN", one.Trace, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_callers_of_two_steps_have_six_interleavings()
    {
        ExplorationResult result = new Exploration("steps", static () =>
        {
            int count = 0;
            void TwoSteps(Schedule schedule)
            {
                Volatile.Write(ref count, 1);
                Volatile.Write(ref count, 2);
            }

            return new TwoCallers(TwoSteps, TwoSteps);
        }).Exhaust(preemptions: int.MaxValue);

        // The actor that begins, and then each order of the steps.
        Assert.Equal(result.Schedules, result.Distinct);
        Assert.True(result.IsComplete);
        Assert.True(result.Distinct >= 6);
    }

    [Fact]
    public void A_vector_is_read_byte_by_byte_forward_or_backward()
    {
        var seen = new HashSet<(int First, int Last)>();
        Exploration exploration = new("vector", () =>
        {
            byte[] bytes = new byte[16];
            void Read(Schedule schedule)
            {
                var read = Vector128.LoadUnsafe(ref bytes[0]);
                seen.Add((read[0], read[15]));
            }

            // Plain writes: both in one step.
            return new TwoCallers(Read, _ => (bytes[0], bytes[15]) = (1, 1));
        });

        exploration.Sample(seed: 1, distinct: 200);

        Assert.Equal([(0, 0), (0, 1), (1, 0), (1, 1)], seen.Order());
    }

    [Fact]
    public void Whoever_goes_on_does_so_on_the_same_processor()
    {
        var processors = new HashSet<int>();
        Exploration exploration = new("processors", () =>
        {
            void ManySteps(Schedule schedule)
            {
                for (int step = 0; step < 10; step++)
                {
                    int own = 0;
                    Volatile.Write(ref own, step);
                    processors.Add(Thread.GetCurrentProcessorId());
                }
            }

            return new TwoCallers(ManySteps, ManySteps);
        });

        exploration.Sample(seed: 1, distinct: 1_000);

        // Only Linux can be asked.
        Assert.True(processors.Count == 1 || !OperatingSystem.IsLinux(), $"One exploration ran on the processors {string.Join(", ", processors)}.");
    }

    [Fact]
    public void Locks_that_are_taken_crosswise_are_a_deadlock()
    {
        ExplorationResult result = new Exploration("crosswise", static () =>
        {
            Lock left = new();
            Lock right = new();
            return new TwoCallers(_ => Nest(left, right), _ => Nest(right, left));
        }).Sample(seed: 1, distinct: 100);

        Assert.StartsWith("Deadlock: ", result.Failure?.Message, StringComparison.Ordinal);

        static void Nest(Lock outer, Lock inner)
        {
            lock (outer)
            {
                lock (inner)
                {
                }
            }
        }
    }

    [Fact]
    public void One_who_spins_for_what_never_comes_is_found()
    {
        ExplorationResult result = new Exploration("spinning", static () =>
        {
            bool isSet = false;
            return new TwoCallers(_ => SpinUntil(ref isSet), static _ => { });
        }).Sample(seed: 1, distinct: 1);

        Assert.StartsWith("No end after ", result.Failure?.Message, StringComparison.Ordinal);

        static void SpinUntil(ref bool isSet)
        {
            SpinWait spin = default;
            while (!Volatile.Read(ref isSet))
                spin.SpinOnce();
        }
    }

    [Fact]
    public void One_who_spins_goes_on_when_it_has_come()
    {
        ExplorationResult result = new Exploration("spinning", static () =>
        {
            int flag = 0;
            return new TwoCallers(_ => SpinUntil(ref flag), _ => Volatile.Write(ref flag, 1));
        }).Exhaust(preemptions: 3);

        Assert.Null(result.Failure);
        Assert.True(result.IsComplete);

        static void SpinUntil(ref int flag)
        {
            SpinWait spin = default;
            while (Volatile.Read(ref flag) == 0)
                spin.SpinOnce();
        }
    }

    [Fact]
    public void A_caller_who_waits_for_ever_is_found()
    {
        ExplorationResult result = new Exploration("forgotten", static () => new Forgotten()).Sample(seed: 1, distinct: 1);

        Assert.Equal("waits waits for ever: nothing is left that could run.", result.Failure?.Message);
    }

    [Fact]
    public void The_clock_moves_only_when_nobody_can_go_on()
    {
        ExplorationResult result = new Exploration("clock", static () => new Clock(timeMayPass: false)).Sample(seed: 1, distinct: 50);
        ExplorationResult anyTime = new Exploration("clock", static () => new Clock(timeMayPass: true)).Sample(seed: 1, distinct: 50);

        Assert.Null(result.Failure);
        Assert.Equal("time has passed", anyTime.Failure?.Message);
    }

    private static Exploration LostUpdate() => new("lost update", static () =>
    {
        int count = 0;
        void Add(Schedule schedule)
        {
            int read = Volatile.Read(ref count);
            Volatile.Write(ref count, read + 1);
        }

        return new TwoCallers(Add, Add, () => PromiseViolationException.Unless(count == 2, $"{count} instead of 2"));
    });

    private sealed class Forgotten : Scenario
    {
        public override void Begin(Schedule schedule) => schedule.Start("waits", static () => new TaskCompletionSource().Task);
    }

    private sealed class Clock(bool timeMayPass) : Scenario
    {
        public override bool TimeMayPass => timeMayPass;

        public override void Begin(Schedule schedule)
        {
            DateTimeOffset began = schedule.Time.GetUtcNow();
            schedule.Time.CreateTimer(static _ => { }, null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
            schedule.Start("works", async () =>
            {
                for (int i = 0; i < 20; i++)
                    await Task.Yield();
                PromiseViolationException.Unless(schedule.Time.GetUtcNow() == began, "time has passed");
            });
        }
    }
}
