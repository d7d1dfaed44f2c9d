namespace GenTracker.Analyzers.Tests.Usage;

/// <summary>GT1004.</summary>
public class SelfWaitTests
{
    private const string Start = "public async Task StartAsync(CancellationToken cancellationToken) ";
    private const string Run = "public async Task RunAsync(CancellationToken stoppingToken) ";
    private const string End = "public async Task AfterTerminateAsync(ChildExit exit, CancellationToken cancellationToken) ";

    [Theory]
    [InlineData(Start + "=> await {|GT1004:games.FindOrOpenAsync(key, games)|};")]
    [InlineData(Start + "=> await {|GT1004:games.FindOrOpenAsync(Key, games)|}.ConfigureAwait(false);")]
    [InlineData("public Task StartAsync(CancellationToken cancellationToken) => {|GT1004:games.FindOrOpenAsync(this.Key, games)|}.AsTask();")]
    [InlineData(Start + "{ _ = {|GT1004:games.FindOrOpenAsync(key, games)|}.AsTask(); await Task.Yield(); }")]
    [InlineData(Start + "{ _ = {|GT1004:games.StopAsync(Key)|}; await Task.Yield(); }")]
    [InlineData(End + "=> await {|GT1004:games.FindOrOpenAsync(key, games)|};")]
    [InlineData(End + "=> await {|GT1004:games.StopAsync(key)|};")]
    [InlineData(End + "{ _ = {|GT1004:games.StopAsync(key)|}; await Task.Yield(); }")]
    [InlineData(Run + "{ await Task.Delay(10, stoppingToken); await {|GT1004:Completion|}; }")]
    [InlineData(Run + "{ await Task.Delay(10, stoppingToken); await {|GT1004:games.ReopenAsync(Key, games)|}; }")]
    [InlineData(Run + "{ await Task.Delay(10, stoppingToken); _ = Task.Run(() => {|GT1004:games.ReopenAsync(Key, games)|}); }")]
    [InlineData(Run + "{ await Task.Delay(10, stoppingToken); await {|GT1004:games.WhenFreeAsync(Key)|}; }")]
    [InlineData(End + "=> await {|GT1004:games.WhenFreeAsync(Key)|};")]
    [InlineData(Run + "{ await Task.Delay(10, stoppingToken); Task<bool> stop = {|GT1004:games.StopAsync(Key)|}; await stop; }")]
    [InlineData(Run + "{ await Task.Delay(10, stoppingToken); if (await {|GT1004:games.StopAsync(Key)|}) Console.WriteLine(); }")]
    [InlineData(Run + "=> await Task.WhenAll(Task.Delay(10, stoppingToken), {|GT1004:games.StopAsync(key)|});")]
    [InlineData(Run + "{ await Task.Delay(10, stoppingToken); var stop = {|GT1004:games.StopAsync(Key)|}; await Task.WhenAll(stop); }")]
    [InlineData(Run + "{ await Task.Delay(10, stoppingToken); _ = Task.Run(async () => await {|GT1004:games.StopAsync(Key)|}); }")]
    [InlineData(Run + "{ await Task.Delay(10, stoppingToken); await Task.Factory.StartNew(() => {|GT1004:games.StopAsync(Key)|}); }")]
    [InlineData(Run + "{ Task<bool> stop = {|GT1004:games.StopAsync(Key)|}; await Task.Delay(10, stoppingToken); Console.WriteLine(stop.IsCompleted); }")]
    [InlineData(Run + "{ Task<bool> stop = {|GT1004:games.StopAsync(Key)|}; await Task.WhenAny(stop, Task.Delay(10, stoppingToken)); }")]
    public Task Reports_a_child_that_waits_for_itself(string members) => Verify.NoCodeFixAsync(UsageCode.InChild(members));

    [Theory]
    [InlineData("await {|GT1004:games.StopAsync(Key)|};", "TryRetire();")]
    [InlineData("await {|GT1004:games.StopAsync(Key)|}.ConfigureAwait(false); // over", "TryRetire(); // over")]
    [InlineData("_ = {|GT1004:games.StopAsync(key)|};", "TryRetire();")]
    [InlineData("{|GT1004:games.StopAsync(key, CancellationToken.None)|};", "TryRetire();")]
    [InlineData("string own = Key; _ = {|GT1004:games.StopAsync(own)|};", "string own = Key; TryRetire();")]
    [InlineData("if (Moves > 100) _ = {|GT1004:games.StopAsync(key)|};", "if (Moves > 100) TryRetire();")]
    [InlineData(
        "using Timer limit = new(state => { _ = {|GT1004:games.StopAsync(Key)|}; }, null, 10, -1);",
        "using Timer limit = new(state => { TryRetire(); }, null, 10, -1);")]
    [InlineData("new Thread(() => { _ = {|GT1004:games.StopAsync(Key)|}; }).Start();", "new Thread(() => { TryRetire(); }).Start();")]
    [InlineData(
        "ThreadPool.QueueUserWorkItem(state => { _ = {|GT1004:games.StopAsync(Key)|}; });",
        "ThreadPool.QueueUserWorkItem(state => { TryRetire(); });")]
    public Task Fix_retires_the_child(string before, string after) => Verify.CodeFixAsync(InRun(before), InRun(after));

    [Fact]
    public Task No_fix_if_a_comment_would_be_lost() => Verify.NoCodeFixAsync(InRun("_ = {|GT1004:games.StopAsync(/* mine */ Key)|};"));

    [Theory]
    [InlineData(Start + "=> await games.FindOrOpenAsync(key + \"2\", games);")]
    [InlineData(Run + "{ await Task.Delay(10, stoppingToken); await games.FindOrOpenAsync(key, games); }")]
    [InlineData(Run + "{ await Task.Delay(10, stoppingToken); await games.ReopenAsync(key + \"2\", games); await games.WhenFreeAsync(key + \"2\"); }")]
    [InlineData(Run + "{ await Task.Delay(10, stoppingToken); using (ExecutionContext.SuppressFlow()) _ = Task.Run(() => games.StopAsync(Key)); }")]
    [InlineData(Run + "{ await Task.Delay(10, stoppingToken); ThreadPool.UnsafeQueueUserWorkItem(state => { _ = games.StopAsync(Key); }, null); }")]
    [InlineData(Run + "{ await Task.Delay(10, stoppingToken); Func<Task> stop = () => games.StopAsync(Key); Console.WriteLine(stop); }")]
    [InlineData(Run + "{ await Task.Delay(10, stoppingToken); TryRetire(); }")]
    [InlineData(End + "=> await Completion;")]
    [InlineData("public async Task EndAsync() => await games.StopAsync(key);")]
    [InlineData("public void End() => _ = games.StopAsync(Key);")]
    [InlineData(Run + "{ string other = Key; other += 1; await Task.Delay(10, stoppingToken); await games.StopAsync(other); }")]
    public Task Allows_other_children_and_calls_from_elsewhere(string members) => Verify.AnalyzerAsync(UsageCode.InChild(members));

    private static string InRun(string statements) =>
        UsageCode.InChild(Run + "\n{\n    " + statements.Replace("\n", "\n    ", StringComparison.Ordinal) + "\n    await Task.Delay(10, stoppingToken);\n}");

    [Fact]
    public Task Allows_the_same_key_in_another_tracker() => Verify.AnalyzerAsync(UsageCode.File("""
        [Tracker]
        public partial class Table : ITrackedChild
        {
            public Task RunAsync(CancellationToken stoppingToken) => Task.Delay(Timeout.Infinite, stoppingToken);
        }

        [Tracker]
        public partial class Game(string key, TableTracker tables) : ITrackedChild
        {
            public async Task StartAsync(CancellationToken cancellationToken) => await tables.FindOrOpenAsync(key, cancellationToken: cancellationToken);

            public async Task RunAsync(CancellationToken stoppingToken)
            {
                await Task.Delay(10, stoppingToken);
                await tables.StopAsync(key);
            }
        }
        """));
}
