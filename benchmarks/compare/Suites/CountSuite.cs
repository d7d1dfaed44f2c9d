using System;
using System.Threading.Tasks;
using GenTracker.Compare.Measuring;
using GenTracker.Contenders;

namespace GenTracker.Compare.Suites;

/// <summary>Increments on one thread.</summary>
internal sealed class CountSuite : Suite
{
    private const double Goal = 1.03;
    private const double LeaseGoal = 2;

    public override string Name => "count";

    public override async Task RunAsync(Lab lab)
    {
        CountContenders contenders = await CountContenders.MakeAsync().ConfigureAwait(false);
        var interlockedLong = Contender.Create("`Interlocked.Add` on a `long`", contenders.InterlockedLong);
        var interlockedInt = Contender.Create("`Interlocked.Add` on an `int`", contenders.InterlockedInt);
        Count("counter", "a get-only `long`", contenders.Counter, interlockedLong);
        Count("settable-long", "a settable `long`", contenders.SettableLong, interlockedLong);
        Count("settable-int", "a settable `int`", contenders.SettableInt, interlockedInt);
        Count("private-int", "an `int` that only the child may set", contenders.PrivateInt, interlockedInt);
        lab.Compare(
            new Measurement { Id = "count/lease", Operation = "a lease of a get-only `long`, taken and given back", Ours = "GenTracker" },
            Contender.Create("`AcquireX` and `Dispose`", contenders.Lease),
            rounds: 100, milliseconds: 1,
            ("interlocked", Contender.Create("`Interlocked.Add` twice", contenders.InterlockedTwice), LeaseGoal));

        void Count(string id, string what, Func<int, long> ours, Contender theirs) => lab.Compare(
            new Measurement { Id = $"count/{id}", Operation = $"`IncrementX` of {what}", Ours = "GenTracker" }, Contender.Create("`IncrementX`", ours),
            rounds: 100, milliseconds: 1,
            ("interlocked", theirs, Goal));
    }
}
