using System;
using System.Linq;
using System.Threading.Tasks;
using GenTracker.Supervision;
using GenTracker.Tests.Support;
using Xunit;

namespace GenTracker.Tests;

/// <summary>Cycles of waits, without any tracker.</summary>
public sealed class WaitGraphTests
{
    private static readonly Task Never = new TaskCompletionSource().Task;

    [Fact]
    public async Task A_cycle_is_found_however_long_it_is()
    {
        Node[] nodes = [.. Enumerable.Range(0, 100_000).Select(static number => new Node(number))];

        // On a thread of its own: the stack of a test may be of any depth.
        await PoolWorld.Within(Threads.Run(() =>
        {
            for (var i = 0; i < nodes.Length - 1; i++)
                Assert.Null(nodes[i].WaitFor(nodes[i + 1]));

            WaitCycleException? refusal = nodes[^1].WaitFor(nodes[0]);

            Assert.NotNull(refusal);
            Assert.Equal(nodes.Length + 1, refusal.Chain.Count);
            Assert.Equal("Nodes/0 (starting)", refusal.Chain[1]);
        }));
    }

    private sealed class Node : OperationOwner
    {
        public Node(int number)
        {
            KeyObject = number;
            Operation = new HookOperation<object>(
                this, ChildOperationKind.Starting, new Incarnation<object>(this, number: 1, restarts: 0, DateTimeOffset.UnixEpoch));
        }

        public override string TrackerName => "Nodes";

        public override object KeyObject { get; }

        public override TrackerSettings Settings => throw new NotSupportedException();

        public WaitCycleException? WaitFor(Node other)
        {
            ChildOperation.Current = Operation;
            return WaitGraph.AddWait(other, Never, cancellable: false);
        }

        public override Task CallAsync(ChildOperation operation) => throw new NotSupportedException();

        public override void Resume() => throw new NotSupportedException();

        public override void ResumeInline() => throw new NotSupportedException();

        public override void OnCancellationCallbackFailed(Exception exception) => throw new NotSupportedException();
    }
}
