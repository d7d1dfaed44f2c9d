using System.Threading.Tasks;
using GenTracker.Analyzers.Tests.Harness;
using Xunit;

namespace GenTracker.Analyzers.Tests.Usage;

/// <summary>GT1004.</summary>
public class SelfWaitTests
{
    private const string Run = "public Task RunAsync(CancellationToken stoppingToken) => Task.Delay(Timeout.Infinite, stoppingToken);\n";

    [Theory]
    [InlineData(Run + "public async Task StartAsync(CancellationToken cancellationToken) => await {|GT1004:games.FindOrOpenAsync(key, games)|};")]
    [InlineData(Run + "public async Task StartAsync(CancellationToken cancellationToken) => await {|GT1004:games.FindOrOpenAsync(Key, games)|}.ConfigureAwait(false);")]
    [InlineData(Run + "public Task StartAsync(CancellationToken cancellationToken) => {|GT1004:games.FindOrOpenAsync(this.Key, games)|}.AsTask();")]
    [InlineData(Run + "public async Task AfterTerminateAsync(ChildExit exit, CancellationToken cancellationToken) => await {|GT1004:games.FindOrOpenAsync(key, games)|};")]
    [InlineData(Run + "public async Task AfterTerminateAsync(ChildExit exit, CancellationToken cancellationToken) => await {|GT1004:games.StopAsync(key)|};")]
    [InlineData("public async Task RunAsync(CancellationToken stoppingToken) { await Task.Delay(10, stoppingToken); await {|GT1004:games.StopAsync(Key)|}; }")]
    [InlineData("public async Task RunAsync(CancellationToken stoppingToken) { await Task.Delay(10, stoppingToken); await {|GT1004:Completion|}; }")]
    [InlineData("public async Task RunAsync(CancellationToken stoppingToken) { await Task.Delay(10, stoppingToken); Task<bool> stop = {|GT1004:games.StopAsync(Key)|}; await stop; }")]
    [InlineData("public async Task RunAsync(CancellationToken stoppingToken) { string own = Key; await Task.Delay(10, stoppingToken); await {|GT1004:games.StopAsync(own)|}; }")]
    [InlineData("public async Task RunAsync(CancellationToken stoppingToken) => await Task.WhenAll(Task.Delay(10, stoppingToken), {|GT1004:games.StopAsync(key)|});")]
    [InlineData("public async Task RunAsync(CancellationToken stoppingToken) { await Task.Delay(10, stoppingToken); var stop = {|GT1004:games.StopAsync(Key)|}; await Task.WhenAll(stop); }")]
    public Task A_wait_for_itself_is_found(string members) => Verify.FindsWithoutFixAsync(UsageCode.InChild(members));

    [Theory]
    [InlineData(Run + "public async Task StartAsync(CancellationToken cancellationToken) => await games.FindOrOpenAsync(key + \"2\", games);")]
    [InlineData(Run + "public async Task StartAsync(CancellationToken cancellationToken) { _ = games.FindOrOpenAsync(key, games).AsTask(); await Task.Yield(); }")]
    [InlineData("public async Task RunAsync(CancellationToken stoppingToken) { await Task.Delay(10, stoppingToken); _ = games.StopAsync(Key); }")]
    [InlineData("public async Task RunAsync(CancellationToken stoppingToken) { await Task.Delay(10, stoppingToken); _ = Task.Run(async () => await games.StopAsync(Key)); }")]
    [InlineData("public async Task RunAsync(CancellationToken stoppingToken) { await Task.Delay(10, stoppingToken); await games.FindOrOpenAsync(key, games); }")]
    [InlineData(Run + "public async Task AfterTerminateAsync(ChildExit exit, CancellationToken cancellationToken) => await Completion;")]
    [InlineData(Run + "public async Task EndAsync() => await games.StopAsync(key);")]
    [InlineData("public async Task RunAsync(CancellationToken stoppingToken) { Task<bool> stop = games.StopAsync(Key); await Task.Delay(10, stoppingToken); Console.WriteLine(stop.IsCompleted); }")]
    [InlineData("public async Task RunAsync(CancellationToken stoppingToken) { Task<bool> stop = games.StopAsync(Key); await Task.WhenAny(stop, Task.Delay(10, stoppingToken)); }")]
    [InlineData("public async Task RunAsync(CancellationToken stoppingToken) { string other = Key; other += 1; await Task.Delay(10, stoppingToken); await games.StopAsync(other); }")]
    public Task What_is_another_child_or_is_not_waited_for_is_left_in_peace(string members) => Verify.FindsAsync(UsageCode.InChild(members));

    [Fact]
    public Task Another_tracker_may_have_a_child_of_the_same_key() => Verify.FindsAsync(UsageCode.File("""
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
