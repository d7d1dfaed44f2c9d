namespace GenTracker.Analyzers.Tests.Usage;

/// <summary>GT1016 and its fix.</summary>
public class CallbackWriteTests
{
    [Theory]
    [InlineData("_timer = new Timer(_ => {|GT1016:IncrementMoves()|}, null, 0, 5);", "_timer = new Timer(_ => TryIncrementMoves(1, out var _), null, 0, 5);")]
    [InlineData("_timer = new(state => {|GT1016:IncrementMoves(2)|});", "_timer = new(state => TryIncrementMoves(2, out _));")]
    [InlineData(
        "_timer = new Timer(state =>\n        {\n            {|GT1016:IncrementMoves()|}; // tick\n        });",
        "_timer = new Timer(state =>\n        {\n            TryIncrementMoves(1, out _); // tick\n        });")]
    [InlineData(
        "using Timer mine = new(async state => { await Task.Yield(); {|GT1016:IncrementMoves()|}; });",
        "using Timer mine = new(async state => { await Task.Yield(); TryIncrementMoves(1, out _); });")]
    [InlineData(
        "_other = TimeProvider.System.CreateTimer(state => _ = {|GT1016:IncrementMoves()|}, null, TimeSpan.Zero, TimeSpan.Zero);",
        "_other = TimeProvider.System.CreateTimer(state => _ = TryIncrementMoves(1, out _), null, TimeSpan.Zero, TimeSpan.Zero);")]
    [InlineData("_timer = new Timer(state => {|GT1016:DecrementMoves()|});", "_timer = new Timer(state => TryDecrementMoves(1, out _));")]
    [InlineData("new Thread(() => {|GT1016:IncrementPlayers(delta: 2)|}).Start();", "new Thread(() => TryIncrementPlayers(delta: 2, out _)).Start();")]
    [InlineData("ThreadPool.QueueUserWorkItem(state => {|GT1016:IncrementMoves()|});", "ThreadPool.QueueUserWorkItem(state => TryIncrementMoves(1, out _));")]
    [InlineData(
        "ThreadPool.UnsafeQueueUserWorkItem(state => {|GT1016:IncrementMoves()|}, null);",
        "ThreadPool.UnsafeQueueUserWorkItem(state => TryIncrementMoves(1, out _), null);")]
    [InlineData("_source.Token.Register(() => {|GT1016:IncrementMoves()|});", "_source.Token.Register(() => TryIncrementMoves(1, out _));")]
    [InlineData(
        "_source.Token.UnsafeRegister((_, _) => {|GT1016:IncrementMoves()|}, null);",
        "_source.Token.UnsafeRegister((_, _) => TryIncrementMoves(1, out _), null);")]
    [InlineData("feed.Received += (_, size) => {|GT1016:IncrementMoves(size)|};", "feed.Received += (_, size) => TryIncrementMoves(size, out var _);")]
    [InlineData("feed.Received += (sender, size) => {|GT1016:IncrementBytes(size)|};", "feed.Received += (sender, size) => TryIncrementBytes(size);")]
    [InlineData(
        "Console.CancelKeyPress += (sender, e) => {|GT1016:IncrementMoves()|};",
        "Console.CancelKeyPress += (sender, e) => TryIncrementMoves(1, out _);")]
    [InlineData(
        "using var process = new System.Diagnostics.Process();\n    process.Exited += (sender, e) => {|GT1016:IncrementMoves()|};",
        "using var process = new System.Diagnostics.Process();\n    process.Exited += (sender, e) => TryIncrementMoves(1, out _);")]
    [InlineData(
        "_timer = new Timer(state => games.Find(\"x\")?{|GT1016:.IncrementMoves()|});",
        "_timer = new Timer(state => games.Find(\"x\")?.TryIncrementMoves(1, out _));")]
    [InlineData(
        "_timer = new Timer(state => {|GT1016:games.IncrementMoves(\"x\")|});",
        "_timer = new Timer(state => games.TryIncrementMoves(\"x\", 1, out _));")]
    [InlineData(
        "_timer = new Timer(state => { try { Console.WriteLine(); } finally { {|GT1016:IncrementMoves()|}; } });",
        "_timer = new Timer(state => { try { Console.WriteLine(); } finally { TryIncrementMoves(1, out _); } });")]
    [InlineData(
        "_timer = new Timer(state => { try { Console.WriteLine(); } catch { {|GT1016:IncrementMoves()|}; } });",
        "_timer = new Timer(state => { try { Console.WriteLine(); } catch { TryIncrementMoves(1, out _); } });")]
    [InlineData(
        "_timer = new Timer(Tick);\n    void Tick(object? state) => {|GT1016:IncrementMoves()|};",
        "_timer = new Timer(Tick);\n    void Tick(object? state) => TryIncrementMoves(1, out _);")]
    public Task Fix_uses_the_member_that_returns_false(string before, string after) => Verify.CodeFixAsync(InRun(before), InRun(after));

    [Theory]
    [InlineData(
        "_timer = new Timer(Tick);",
        "private void Tick(object? state) => {|GT1016:IncrementMoves()|};",
        "private void Tick(object? state) => TryIncrementMoves(1, out _);")]
    [InlineData(
        "_timer = new Timer(new TimerCallback(Tick));",
        "private void Tick(object? state) { {|GT1016:IncrementMoves()|}; }",
        "private void Tick(object? state) { TryIncrementMoves(1, out _); }")]
    [InlineData(
        "_timer = new Timer(state => Tick());",
        "private void Tick() => {|GT1016:IncrementMoves()|};",
        "private void Tick() => TryIncrementMoves(1, out _);")]
    [InlineData(
        "_timer = new Timer(async state => await TickAsync());",
        "private async Task TickAsync() { await Task.Yield(); {|GT1016:IncrementMoves()|}; }",
        "private async Task TickAsync() { await Task.Yield(); TryIncrementMoves(1, out _); }")]
    [InlineData(
        "feed.Received += OnReceived;",
        "private async void OnReceived(object? sender, int size) { await Task.Yield(); {|GT1016:IncrementMoves(size)|}; }",
        "private async void OnReceived(object? sender, int size) { await Task.Yield(); TryIncrementMoves(size, out _); }")]
    public Task Fix_reaches_the_method_that_is_registered(string statements, string before, string after) =>
        Verify.CodeFixAsync(InRun(statements, before), InRun(statements, after));

    [Theory]
    [InlineData("_timer = new Timer(state => {|GT1016:Players = 1|});")]
    [InlineData("_timer = new Timer(state => ({|GT1016:Players|}, _) = (1, 2));")]
    [InlineData("_timer = new Timer(state => { int now = (int){|GT1016:IncrementMoves()|}; });")]
    [InlineData("_timer = new Timer(state => { if ({|GT1016:IncrementPlayersUpTo(2, out int now)|}) Console.WriteLine(now); });")]
    [InlineData("_timer = new Timer(state => {|GT1016:RaisePlayersTo(3)|});")]
    [InlineData("_timer = new Timer(state => {|GT1016:UpdatePlayers(players => players * 2)|});")]
    [InlineData("_timer = new Timer(state => {|GT1016:IncrementMoves(/* all */ 2)|});")]
    [InlineData("using System.Timers.Timer own = new();\n    own.Elapsed += async (sender, e) => { await Task.Yield(); {|GT1016:Players = 1|}; };")]
    public Task No_fix_if_there_is_no_such_member_or_its_result_is_used(string statements) => Verify.NoCodeFixAsync(InRun(statements));

    [Theory]
    [InlineData("_timer = new Timer(state => TryIncrementMoves(1, out _));")]
    [InlineData("_timer = new Timer(state => Console.WriteLine(Moves));")]
    [InlineData("_timer = new Timer(state => { try { IncrementMoves(); } catch (ChildTerminatedException) { } });")]
    [InlineData("_timer = new Timer(state => { try { Players = 2; } catch (TrackerException) { } });")]
    [InlineData("_timer = new Timer(state => { try { Players = 2; } catch (Exception e) when (e is not OperationCanceledException) { } });")]
    [InlineData("_timer = new Timer(state => { try { Players = 2; } catch { } });")]
    [InlineData("_timer = new Timer(state => Task.Run(() => IncrementMoves()));")]
    [InlineData("_timer = new Timer(state => _ = Task.Run(() => IncrementMoves()));")]
    [InlineData("await using Timer mine = new(state => IncrementMoves());")]
    [InlineData("await using ITimer mine = TimeProvider.System.CreateTimer(state => IncrementMoves(), null, TimeSpan.Zero, TimeSpan.Zero);")]
    [InlineData("await using (Timer mine = new(state => IncrementMoves())) await Task.Yield();")]
    [InlineData("stoppingToken.Register(() => Players = 0);")]
    [InlineData("using var registration = _source.Token.Register(() => Players = 0);")]
    [InlineData("using (_source.Token.Register(() => Players = 0)) await Task.Yield();")]
    [InlineData("using CancellationTokenSource limit = new(1000);\n    limit.Token.Register(() => Players = 0);")]
    [InlineData("await Task.Run(() => IncrementMoves());")]
    [InlineData("Received += (sender, size) => IncrementMoves(size);")]
    [InlineData("var parser = new Feed();\n    parser.Received += (sender, size) => IncrementMoves(size);\n    parser.Raise();")]
    [InlineData(
        "feed.Received += OnReceived;\n    try { await Task.Yield(); } finally { feed.Received -= OnReceived; }\n" +
        "    void OnReceived(object? sender, int size) => IncrementMoves(size);")]
    [InlineData("using System.Timers.Timer own = new();\n    own.Elapsed += (sender, e) => IncrementMoves();")]
    [InlineData("Parallel.For(0, 3, i => IncrementMoves());")]
    [InlineData("new List<int> { 1 }.ForEach(i => IncrementMoves(i));")]
    public Task Allows_callbacks_that_catch_and_callbacks_that_end_with_the_run(string statements) => Verify.AnalyzerAsync(InRun(statements));

    [Fact]
    public Task Allows_a_token_that_the_run_passes_on() => Verify.AnalyzerAsync(InRun(
        "await PumpAsync(stoppingToken);",
        "private async Task PumpAsync(CancellationToken stopping) { stopping.Register(() => Players = 0); await Task.Yield(); }"));

    [Fact]
    public Task Reports_other_classes_that_hold_a_child() => Verify.CodeFixAsync(
        UsageCode.InMethod(
            "new Timer(state => {|GT1016:room.IncrementBytes()|}, null, n, n);\n" +
            "Timer other = new(state => {|GT1016:rooms.IncrementMessages(name)|});"),
        UsageCode.InMethod(
            "new Timer(state => room.TryIncrementBytes(1, out _), null, n, n);\n" +
            "Timer other = new(state => rooms.TryIncrementMessages(name, 1));"));

    [Fact]
    public Task Leaves_a_read_and_write_to_the_rule_about_them() =>
        Verify.AnalyzerAsync(InRun("_timer = new Timer(state => {|GT1001:Players += 2|});"));

    [Fact]
    public Task Fix_reaches_a_method_in_another_file() => Verify.CodeFixAsync(
        InRun("_timer = new Timer(Tick);") + TestProject.FileSeparator
            + "partial class Game { private void Tick(object? state) => {|GT1016:IncrementMoves()|}; }",
        InRun("_timer = new Timer(Tick);") + TestProject.FileSeparator
            + "partial class Game { private void Tick(object? state) => TryIncrementMoves(1, out _); }");

    private static string InRun(string statements, string member = "") => UsageCode.File($$"""
        public class Feed
        {
            public event EventHandler<int>? Received;
            public void Raise() => Received?.Invoke(this, 1);
        }

        [Tracker]
        public partial class Game(GameTracker games, Feed feed) : ITrackedChild
        {
            private readonly CancellationTokenSource _source = new();
            private Timer? _timer;
            private ITimer? _other;
            public event EventHandler<int>? Received;
            [TrackedAttr] public partial int Players { get; private set; }
            [TrackedAttr] public partial long Moves { get; }
            [TrackedAttr(Striped = true)] public partial long Bytes { get; }
            public string Shown => $"{_timer} {_other} {games.Name} {feed} {Received}";

            public async Task RunAsync(CancellationToken stoppingToken)
            {
                {{statements}}
                await Task.Delay(Timeout.Infinite, stoppingToken);
            }

            {{member}}
        }
        """);
}
