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
    [InlineData("if ({|GT1007:DecrementPlayersDownTo(0, out _)|}) return Task.CompletedTask;")]
    [InlineData("using var lease = {|GT1007:AcquireMoves()|};")]
    [InlineData("int before = {|GT1007:ExchangePlayers(2)|};")]
    [InlineData("{|GT1007:UpdatePlayers(players => players * 2)|};")]
    [InlineData("{|GT1007:UpdatePlayers(static (players, by) => players * by, 2)|};")]
    [InlineData("({|GT1007:Players|}, Other) = (1, 2);")]
    [InlineData("(Other, ({|GT1007:Players|}, _)) = (1, (2, 3));")]
    [InlineData("if (exit.WillRestart) { {|GT1007:Players = 0|}; }")]
    public Task Reports_writes_after_the_end(string statements) => Verify.NoCodeFixAsync(AtTheEnd(statements));

    [Theory]
    [InlineData("public void Dispose() => {|GT1007:Players = 0|};", "IDisposable")]
    [InlineData("public partial void Dispose();\npublic partial void Dispose() => {|GT1007:Players = 0|};", "IDisposable")]
    [InlineData("public ValueTask DisposeAsync() { {|GT1007:IncrementMoves()|}; return default; }", "IAsyncDisposable")]
    [InlineData("public void Dispose() => Dispose(true);\nprotected virtual void Dispose(bool disposing) => {|GT1007:Players = 0|};", "IDisposable")]
    [InlineData(
        "public ValueTask DisposeAsync() => DisposeAsyncCore();\nprotected virtual ValueTask DisposeAsyncCore() { {|GT1007:Players = 0|}; return default; }",
        "IAsyncDisposable")]
    public Task Reports_writes_in_dispose_methods(string member, string type) => Verify.NoCodeFixAsync(Disposable(member, type));

    [Theory]
    [InlineData("TryIncrementMoves(1, out _);")]
    [InlineData("TryDecrementMoves(1, out _);")]
    [InlineData("UpdatePlayers();")]
    [InlineData("if (TryAcquireMovesUpTo(3, out var lease)) lease.Dispose();")]
    [InlineData("Console.WriteLine(Players + Moves);")]
    [InlineData("games.Find(\"total\")?.IncrementMoves(Moves);")]
    [InlineData("Other = 2;")]
    [InlineData("(Other, int now) = (Players, Players);")]
    public Task Allows_reads_and_writes_to_other_objects(string statements) => Verify.AnalyzerAsync(AtTheEnd(statements));

    [Fact]
    public Task Allows_writes_before_the_end() => Verify.AnalyzerAsync(UsageCode.InChild("""
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
    public Task Allows_methods_that_only_look_like_dispose_methods() => Verify.AnalyzerAsync(UsageCode.InChild(
        "public void Dispose(bool all) => Players = all ? 0 : 1;\npublic ValueTask DisposeAsyncCore() { Players = 0; return default; }"));

    [Fact]
    public Task Allows_writes_in_the_dispose_method_of_an_adopted_child() => Verify.AnalyzerAsync(UsageCode.File("""
        [Tracker]
        public partial class Socket : IDisposable
        {
            [TrackedAttr] public partial bool Open { get; private set; }

            public void Dispose() => Open = false;
        }
        """));

    private static string AtTheEnd(string statements) => UsageCode.InChild($$"""
        public int Other { get; private set; }
        public void UpdatePlayers() => Other++;
        public Task AfterTerminateAsync(ChildExit exit, CancellationToken cancellationToken)
        {
            {{statements}}
            return Task.CompletedTask;
        }
        """);

    private static string Disposable(string member, string type) =>
        UsageCode.InChild(member).Replace(": ITrackedChild", ": ITrackedChild, " + type, StringComparison.Ordinal);
}
