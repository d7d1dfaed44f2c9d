using System;
using System.Threading.Tasks;
using GenTracker.Compare.Measuring;
using GenTracker.Contenders;

namespace GenTracker.Compare.Suites;

/// <summary>Setting attributes.</summary>
internal sealed class SetSuite : Suite
{
    private const double Goal = 1.2;

    public override string Name => "set";

    public override async Task RunAsync(Lab lab)
    {
        SetContenders contenders = await SetContenders.MakeAsync().ConfigureAwait(false);
        Set("bool", contenders.AttributeBool, "exchange", Contender.Create("`Interlocked.Exchange`", contenders.ExchangeBool), Goal);
        Set("int", contenders.AttributeInt, "exchange", Contender.Create("`Interlocked.Exchange`", contenders.ExchangeInt), Goal);
        Set("long", contenders.AttributeLong, "exchange", Contender.Create("`Interlocked.Exchange`", contenders.ExchangeLong), Goal);
        Set("string", contenders.AttributeString, "exchange", Contender.Create("`Interlocked.Exchange`", contenders.ExchangeString), Goal);
        Set("Guid", contenders.AttributeGuid, "lock", Contender.Create("a store under a `Lock` (there is no exchange of 16 bytes)", contenders.LockedGuid),
            null);

        void Set(string type, Func<int, long> ours, string id, Contender theirs, double? goal) => lab.Compare(
            new Measurement { Id = $"set/{type}", Operation = $"set {(type == "int" ? "an" : "a")} `{type}`", Ours = "GenTracker" },
            Contender.Create("the setter", ours), rounds: 100, milliseconds: 1,
            (id, theirs, goal));
    }
}
