using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using CsCheck;
using GenTracker.Models;
using GenTracker.Testing.Histories;
using Xunit;

namespace GenTracker.Histories.Tests;

/// <summary>
/// Promise 17 on real threads: callers write an attribute of two children, find children by it, and stop them. A model in which one call is made at a time
/// explains what they were answered. See <see cref="HistoryTests"/>.
/// </summary>
public class IndexHistoryTests
{
    // A stop has two moments: first the child is found no longer, and later its attributes are sealed.
    private const IndexCallKind Stop = IndexCallKind.Seal;

    private static readonly string[] Keys = ["first", "second"];

    private static readonly Gen<IndexCallKind> Kinds = Gen.Frequency(
        (3, IndexCallKind.Set), (3, IndexCallKind.TrySet), (3, IndexCallKind.Exchange), (6, IndexCallKind.Find), (2, IndexCallKind.Get), (1, Stop));

    private static readonly Gen<IndexCall[][]> Programs =
        Gen.Select(Kinds, Gen.Int[0, 1], Gen.Int[0, 2], static (kind, child, value) => new IndexCall(kind, child, value)).Array[2, 6].Array[2, 4];

    private delegate int Use(Member member, IndexCallKind kind, string?[] values, int value);

    private delegate IReadOnlyList<Member> Find(MemberTracker members, string? value);

    [Fact]
    public Task A_child_is_found_by_the_value_that_it_has_and_by_no_other_at_one_moment_each() =>
        CheckAsync(isUnique: false, UseTeam, static (members, team) => [.. members.FindByTeam(team).ToList()]);

    [Fact]
    public Task A_unique_value_is_held_by_one_child_until_its_write_or_its_end_at_one_moment_each() =>
        CheckAsync(isUnique: true, UseBadge, static (members, badge) => badge is not null && members.FindByBadge(badge) is { } found ? [found] : []);

    private static int UseTeam(Member member, IndexCallKind kind, string?[] values, int value)
    {
        switch (kind)
        {
            case IndexCallKind.Get:
                return Array.IndexOf(values, member.Team);
            case IndexCallKind.Exchange:
                return Array.IndexOf(values, member.ExchangeTeam(values[value])) + 10;
            default:
                member.Team = values[value];
                return 1;
        }
    }

    private static int UseBadge(Member member, IndexCallKind kind, string?[] values, int value)
    {
        switch (kind)
        {
            case IndexCallKind.Get:
                return Array.IndexOf(values, member.Badge);
            case IndexCallKind.Exchange:
                return Array.IndexOf(values, member.ExchangeBadge(values[value])) + 10;
            case IndexCallKind.TrySet:
                return member.TrySetBadge(values[value]) ? 1 : 2;
            default:
                member.Badge = values[value];
                return 1;
        }
    }

    /// <summary>In the beginning the first child has the first value, and the second child none.</summary>
    private static async Task CheckAsync(bool isUnique, Use use, Find find)
    {
        int programs = 0;
        await Programs.SampleAsync(
            async callers =>
            {
                // A tracker of its own: a group of another one's children would be found too.
                await using var members = new MemberTracker();
                int program = Interlocked.Increment(ref programs);
                string?[] values = [null, "x" + program, "y" + program];
                Member[] children = [await members.FindOrOpenAsync(Keys[0]), await members.FindOrOpenAsync(Keys[1])];
                use(children[0], IndexCallKind.Set, values, 1);
                var history = new History<IndexCall, int>();
                await Race.Run([.. callers.Select((calls, number) => (Action)(() =>
                {
                    foreach (IndexCall call in calls)
                        history.RecordMoments("caller " + number, () => MakeCall(call));
                }))]);
                for (int value = 0; value < values.Length; value++)
                {
                    IndexCall last = new(IndexCallKind.Find, Child: 0, value);
                    history.RecordMoments("afterwards", () => MakeCall(last));
                }

                history.ThrowUnlessExplainedBy(new IndexModel(isUnique, new IndexedChildState(1), new IndexedChildState(0)));

                IEnumerable<(IndexCall Moment, int Answer)> MakeCall(IndexCall call)
                {
                    switch (call.Kind)
                    {
                        case IndexCallKind.Find:
                            // An enumeration meets one child after the other.
                            IReadOnlyList<Member> found = find(members, values[call.Value]);
                            return [.. children.Select((child, number) => (call with { Child = number }, found.Count(other => other == child)))];
                        case Stop:
                            members.StopAsync(Keys[call.Child]).GetAwaiter().GetResult();
                            return [(call with { Kind = IndexCallKind.Hide }, 1), (call, 1)];
                        default:
                            return [(call, Answer(call))];
                    }
                }

                int Answer(IndexCall call)
                {
                    try
                    {
                        return use(children[call.Child], call.Kind, values, call.Value);
                    }
                    catch (ChildTerminatedException)
                    {
                        return 0;
                    }
                    catch (AttributeValueTakenException refusal)
                    {
                        Assert.Equal(Keys[1 - call.Child], refusal.HolderKey);
                        return 2;
                    }
                }
            },
            iter: HistoryTests.Rounds,
            threads: 1);
    }
}
