using System;
using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Xunit;

namespace GenTracker.Tests.Indexes;

/// <summary>
/// What the platform copies a tracker or a group with, while children come and go. <c>CreateRange</c> of <c>ImmutableArray</c> and <c>ImmutableList</c> are
/// missing: they ask an <see cref="IReadOnlyCollection{T}"/> for its count, and throw if it then has fewer or more.
/// </summary>
public sealed class CopyTests
{
    private const int Copies = 4_000;

    private static readonly Dictionary<string, Func<IEnumerable<Session>, IEnumerable<Session>>> All = new()
    {
        ["ToArray"] = static children => children.ToArray(),
        ["ToList"] = static children => children.ToList(),
        ["ToHashSet"] = static children => children.ToHashSet(),
        ["ToDictionary"] = static children => children.Distinct().ToDictionary(static child => child).Values,
        ["ToLookup"] = static children => children.ToLookup(static child => child.Owner).SelectMany(static group => group),
        ["OrderBy"] = static children => children.OrderBy(static child => child.Level).ToArray(),
        ["Reverse"] = static children => children.Reverse().ToArray(),
        ["Select"] = static children => children.Select(static child => child).ToArray(),
        ["Skip"] = static children => children.Skip(0).ToList(),
        ["Take"] = static children => children.Take(int.MaxValue).ToArray(),
        ["Chunk"] = static children => children.Chunk(2).SelectMany(static chunk => chunk),
        ["Concat"] = static children => children.Concat(children).ToArray(),
        ["Append"] = static children => children.Append(children.First()).ToList(),
        ["spread"] = static children => (Session[])[.. children],
        ["List"] = static children => new List<Session>(children),
        ["List.AddRange"] = static children =>
        {
            var list = new List<Session>();
            list.AddRange(children);
            return list;
        },
        ["List.InsertRange"] = static children =>
        {
            var list = new List<Session>();
            list.InsertRange(0, children);
            return list;
        },
        ["HashSet"] = static children => new HashSet<Session>(children),
        ["Queue"] = static children => new Queue<Session>(children),
        ["Stack"] = static children => new Stack<Session>(children),
        ["LinkedList"] = static children => new LinkedList<Session>(children),
        ["PriorityQueue"] = static children => new PriorityQueue<Session, int>(children.Select(static child => (child, 0))).UnorderedItems
            .Select(static item => item.Element),
        ["ConcurrentQueue"] = static children => new ConcurrentQueue<Session>(children),
        ["ConcurrentStack"] = static children => new ConcurrentStack<Session>(children),
        ["ConcurrentBag"] = static children => new ConcurrentBag<Session>(children),
        ["ImmutableHashSet"] = static children => ImmutableHashSet.CreateRange(children),
        ["ImmutableQueue"] = static children => ImmutableQueue.CreateRange(children),
        ["ImmutableStack"] = static children => ImmutableStack.CreateRange(children),
        ["ImmutableArray.Builder"] = static children =>
        {
            ImmutableArray<Session>.Builder builder = ImmutableArray.CreateBuilder<Session>();
            builder.AddRange(children);
            return builder.ToImmutable();
        },
        ["FrozenSet"] = static children => children.ToFrozenSet(),
    };

    public static TheoryData<string> Names => [.. All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_copy_made_while_children_come_and_go_has_who_stays_and_no_gaps(string name)
    {
        Func<IEnumerable<Session>, IEnumerable<Session>> copy = All[name];
        await using var tracker = new SessionTracker();
        Session permanent = await tracker.FindOrOpenAsync("permanent", static session => session.Owner = "ann");
        using var isOver = new CancellationTokenSource();
        Session[] others = await Task.WhenAll(Enumerable.Range(0, 3).Select(i => tracker.FindOrOpenAsync($"other {i}").AsTask()));
        Task storm = Task.WhenAll(Task.Run(ComeAndGoAsync), Task.Run(Move));

        for (int i = 0; i < Copies; i++)
        {
            Check(copy(tracker));
            Check(copy(tracker.FindByOwner("ann")));
        }

        await isOver.CancelAsync();
        await storm;

        void Check(IEnumerable<Session> copied)
        {
            Session[] all = [.. copied];
            Assert.Contains(permanent, all);
            Assert.DoesNotContain(null, all);
        }

        void Move()
        {
            while (!isOver.IsCancellationRequested)
            {
                foreach (Session other in others)
                    other.Owner = other.Owner == "ann" ? "bob" : "ann";
            }
        }

        async Task ComeAndGoAsync()
        {
            while (!isOver.IsCancellationRequested)
            {
                await tracker.FindOrOpenAsync("visitor", static session => session.Owner = "ann");
                await tracker.StopAsync("visitor");
            }
        }
    }
}
