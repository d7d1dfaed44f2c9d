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
    [InlineData(End + "=> await {|GT1004:games.FindOrOpenAsync(key, games)|};")]
    [InlineData(End + "=> await {|GT1004:games.StopAsync(key)|};")]
    [InlineData(Run + "{ await Task.Delay(10, stoppingToken); await {|GT1004:games.StopAsync(Key)|}; }")]
    [InlineData(Run + "{ await Task.Delay(10, stoppingToken); await {|GT1004:Completion|}; }")]
    [InlineData(Run + "{ await Task.Delay(10, stoppingToken); Task<bool> stop = {|GT1004:games.StopAsync(Key)|}; await stop; }")]
    [InlineData(Run + "{ string own = Key; await Task.Delay(10, stoppingToken); await {|GT1004:games.StopAsync(own)|}; }")]
    [InlineData(Run + "=> await Task.WhenAll(Task.Delay(10, stoppingToken), {|GT1004:games.StopAsync(key)|});")]
    [InlineData(Run + "{ await Task.Delay(10, stoppingToken); var stop = {|GT1004:games.StopAsync(Key)|}; await Task.WhenAll(stop); }")]
    public Task Reports_a_child_that_waits_for_itself(string members) => Verify.NoCodeFixAsync(UsageCode.InChild(members));

    [Theory]
    [InlineData(Start + "=> await games.FindOrOpenAsync(key + \"2\", games);")]
    [InlineData(Start + "{ _ = games.FindOrOpenAsync(key, games).AsTask(); await Task.Yield(); }")]
    [InlineData(Run + "{ await Task.Delay(10, stoppingToken); _ = games.StopAsync(Key); }")]
    [InlineData(Run + "{ await Task.Delay(10, stoppingToken); _ = Task.Run(async () => await games.StopAsync(Key)); }")]
    [InlineData(Run + "{ await Task.Delay(10, stoppingToken); await games.FindOrOpenAsync(key, games); }")]
    [InlineData(End + "=> await Completion;")]
    [InlineData("public async Task EndAsync() => await games.StopAsync(key);")]
    [InlineData(Run + "{ Task<bool> stop = games.StopAsync(Key); await Task.Delay(10, stoppingToken); Console.WriteLine(stop.IsCompleted); }")]
    [InlineData(Run + "{ Task<bool> stop = games.StopAsync(Key); await Task.WhenAny(stop, Task.Delay(10, stoppingToken)); }")]
    [InlineData(Run + "{ string other = Key; other += 1; await Task.Delay(10, stoppingToken); await games.StopAsync(other); }")]
    public Task Allows_other_children_and_calls_that_are_not_awaited(string members) => Verify.AnalyzerAsync(UsageCode.InChild(members));

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
