using System.Threading.Tasks;
using GenTracker.Analyzers.Tests.Harness;
using Xunit;

namespace GenTracker.Analyzers.Tests.Usage;

/// <summary>GT1007.</summary>
public class WriteAfterEndTests
{
    [Theory]
    [InlineData("{|GT1007:Players = 0|};")]
    [InlineData("{|GT1007:this.Players = 0|};")]
    [InlineData("{|GT1007:Players--|};")]
    [InlineData("{|GT1007:Players += 2|};")]
    [InlineData("{|GT1007:IncrementMoves()|};")]
    [InlineData("int now = {|GT1007:this.DecrementPlayers(2)|};")]
    [InlineData("if ({|GT1007:IncrementPlayersUpTo(2, out _)|}) return Task.CompletedTask;")]
    [InlineData("{|GT1007:RaisePlayersTo(2)|};")]
    [InlineData("({|GT1007:Players|}, Other) = (1, 2);")]
    [InlineData("(Other, ({|GT1007:Players|}, _)) = (1, (2, 3));")]
    [InlineData("if (exit.WillRestart) { {|GT1007:Players = 0|}; }")]
    public Task A_write_at_the_end_is_found(string statements) => Verify.FindsWithoutFixAsync(AtTheEnd(statements));

    [Theory]
    [InlineData("public void Dispose() => {|GT1007:Players = 0|};", "IDisposable")]
    [InlineData("public partial void Dispose();\npublic partial void Dispose() => {|GT1007:Players = 0|};", "IDisposable")]
    [InlineData("public ValueTask DisposeAsync() { {|GT1007:IncrementMoves()|}; return default; }", "IAsyncDisposable")]
    [InlineData("public void Dispose() => Dispose(true);\nprotected virtual void Dispose(bool disposing) => {|GT1007:Players = 0|};", "IDisposable")]
    [InlineData("public ValueTask DisposeAsync() => DisposeAsyncCore();\nprotected virtual ValueTask DisposeAsyncCore() { {|GT1007:Players = 0|}; return default; }", "IAsyncDisposable")]
    public Task A_write_while_it_is_disposed_is_found(string member, string face) => Verify.FindsWithoutFixAsync(Disposable(member, face));

    [Theory]
    [InlineData("TryIncrementMoves(1, out _);")]
    [InlineData("Console.WriteLine(Players + Moves);")]
    [InlineData("games.Find(\"total\")?.IncrementMoves(Moves);")]
    [InlineData("Other = 2;")]
    [InlineData("(Other, int now) = (Players, Players);")]
    public Task What_is_read_or_written_elsewhere_is_left_in_peace(string statements) => Verify.FindsAsync(AtTheEnd(statements));

    [Fact]
    public Task Before_the_end_all_is_well() => Verify.FindsAsync(UsageCode.InChild("""
        public Task StartAsync(CancellationToken cancellationToken)
        {
            Players = 1;
            return Task.CompletedTask;
        }

        public async Task RunAsync(CancellationToken stoppingToken)
        {
            try
            {
                await Task.Delay(Timeout.Infinite, stoppingToken);
            }
            finally
            {
                Players = 0;
            }
        }
        """));

    [Fact]
    public Task What_is_only_named_like_a_dispose_method_is_left_in_peace() => Verify.FindsAsync(UsageCode.InChild(
        Run + "public void Dispose(bool all) => Players = all ? 0 : 1;\npublic ValueTask DisposeAsyncCore() { Players = 0; return default; }"));

    [Fact]
    public Task An_adopted_child_may_be_disposed_by_its_owner_before_its_end() => Verify.FindsAsync(UsageCode.File("""
        [Tracker]
        public partial class Socket : IDisposable
        {
            [TrackedAttr] public partial bool Open { get; private set; }

            public void Dispose() => Open = false;
        }
        """));

    private const string Run = "public Task RunAsync(CancellationToken stoppingToken) => Task.Delay(Timeout.Infinite, stoppingToken);\n";

    private static string AtTheEnd(string statements) => UsageCode.InChild(
        Run + "public int Other { get; private set; }\npublic Task AfterTerminateAsync(ChildExit exit, CancellationToken cancellationToken)\n{\n    " + statements + "\n    return Task.CompletedTask;\n}");

    private static string Disposable(string member, string face) => UsageCode.InChild(Run + member).Replace(": ITrackedChild", ": ITrackedChild, " + face, System.StringComparison.Ordinal);
}
