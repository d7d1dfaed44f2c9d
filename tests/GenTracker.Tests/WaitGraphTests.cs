using System.Linq;
using System.Threading.Tasks;
using GenTracker.Tests.Support;
using GenTracker.Waiting;
using Xunit;

namespace GenTracker.Tests;

/// <summary>Who waits for whom, without any tracker.</summary>
public sealed class WaitGraphTests
{
    private static readonly Task Never = new TaskCompletionSource().Task;

    [Fact]
    public async Task A_ring_is_found_however_long_it_is()
    {
        Node[] nodes = [.. Enumerable.Range(0, 100_000).Select(static number => new Node(number))];

        // On a thread of its own, for the stack of a test may be of any depth.
        await PoolWorld.Within(Threads.Run(() =>
        {
            for (var i = 0; i < nodes.Length - 1; i++)
                nodes[i].WaitFor(nodes[i + 1]);

            var told = Assert.Throws<WaitCycleException>(() => nodes[^1].WaitFor(nodes[0]));

            Assert.Equal(nodes.Length + 1, told.Chain.Count);
            Assert.Equal("Nodes/0 (starting)", told.Chain[1]);
        }));
    }

    private sealed class Node : LifeNode
    {
        public Node(int number)
        {
            KeyObject = number;
            Activity = new Start(this);
        }

        public override string TrackerName => "Nodes";

        public override object KeyObject { get; }

        public void WaitFor(Node other)
        {
            Activity.Current = Activity;
            WaitGraph.Enter(other, Never, cancellable: false);
        }
    }

    private sealed class Start(Node life) : Activity(life, ActivityKind.Starting)
    {
        public override bool IsOver => false;
    }
}
