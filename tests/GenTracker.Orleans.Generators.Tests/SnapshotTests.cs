using System.Runtime.CompilerServices;
using GenTracker.Orleans.Generators.Tests.Harness;
using GenTracker.Tests.Shared;
using Xunit;

namespace GenTracker.Orleans.Generators.Tests;

public class SnapshotTests
{
    [Fact]
    public void The_file_shown_in_the_documentation_is_what_is_generated() =>
        Snapshot.Match(Generation.From(Sources.LiveStream).File, "../../docs/generated/LiveStreamCluster.g.cs");

    [Fact]
    public void Everything() => Match(Sources.Everything);

    [Fact]
    public void OwnParts() => Match("""
        using System.Threading;
        using System.Threading.Tasks;
        using GenTracker;
        using GenTracker.Orleans;

        [Tracker, Clustered]
        internal sealed partial class Room : ITrackedChild
        {
            [TrackedAttr] public partial int Guests { get; }

            public Task RunAsync(CancellationToken stoppingToken) => Task.CompletedTask;
        }

        internal partial class RoomCluster
        {
            public ValueTask<int> EnterAsync(string room) => IncrementGuestsAsync(room);
        }

        internal readonly partial record struct RoomRef
        {
            public ValueTask<int> EnterAsync() => IncrementGuestsAsync();
        }
        """);

    private static void Match(string source, [CallerMemberName] string name = "") =>
        Snapshot.Match(Generation.From(source).File, $"Snapshots/{name}.verified.cs");
}
