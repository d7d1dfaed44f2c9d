using System;
using System.Threading.Tasks;
using GenTracker.Compare.Measuring;
using GenTracker.Contenders;

namespace GenTracker.Compare.Suites;

/// <summary>Reading attributes.</summary>
internal sealed class ReadSuite : Suite
{
    private const double CounterGoal = 1.1;
    private const double Goal = 2.2;
    private const double GuidGoal = 0.3;

    public override string Name => "read";

    public override async Task RunAsync(Lab lab)
    {
        ReadContenders contenders = await ReadContenders.MakeAsync().ConfigureAwait(false);
        var volatileLong = Contender.Create("`Volatile.Read` of a `long`", contenders.VolatileLong);
        Read("counter", "a get-only `long`", contenders.Counter, ("volatile", volatileLong, CounterGoal));
        Read("long", "a settable `long`", contenders.AttributeLong, ("volatile", volatileLong, Goal));
        Read("int", "an `int`", contenders.AttributeInt, ("volatile", Contender.Create("`Volatile.Read` of an `int`", contenders.VolatileInt), Goal));
        Read("bool", "a `bool`", contenders.AttributeBool, ("volatile", Contender.Create("`Volatile.Read` of a `bool`", contenders.VolatileBool), Goal));
        Read(
            "string",
            "a `string`",
            contenders.AttributeString,
            ("volatile", Contender.Create("`Volatile.Read` of a `string`", contenders.VolatileString), Goal));
        Read(
            "guid", "a `Guid`", contenders.AttributeGuid,
            ("torn", Contender.Create("two volatile reads, which may be torn (the limit)", contenders.TornGuid), null),
            ("lock", Contender.Create("a read under a `Lock`", contenders.LockedGuid), GuidGoal));
        Read("striped", "a striped counter", contenders.Striped, ("volatile", volatileLong, null));

        void Read(string id, string what, Func<int, long> ours, params (string Id, Contender Contender, double? Goal)[] others) => lab.Compare(
            new Measurement { Id = $"read/{id}", Operation = $"read {what}", Ours = "GenTracker" }, Contender.Create("the getter", ours), rounds: 100,
            milliseconds: 0.5, others);
    }
}
