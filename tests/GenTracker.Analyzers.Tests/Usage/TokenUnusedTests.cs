using System.Threading.Tasks;
using GenTracker.Analyzers.Tests.Harness;
using Xunit;

namespace GenTracker.Analyzers.Tests.Usage;

/// <summary>GT1006.</summary>
public class TokenUnusedTests
{
    [Theory]
    [InlineData("public async Task RunAsync(CancellationToken {|GT1006:stoppingToken|}) { while (true) await Task.Delay(1000); }")]
    [InlineData("public async Task RunAsync(CancellationToken {|GT1006:token|}) => await Task.Delay(1000);")]
    [InlineData("public Task RunAsync(CancellationToken {|GT1006:token|}) => Task.Delay(Timeout.Infinite);")]
    [InlineData("public Task RunAsync(CancellationToken {|GT1006:token|}) { for (int i = 0; i < 100; i++) Thread.Sleep(i); return Task.CompletedTask; }")]
    [InlineData("Task ITrackedChild.RunAsync(CancellationToken {|GT1006:token|}) => Task.Delay(Timeout.Infinite);")]
    [InlineData("public partial Task RunAsync(CancellationToken token);\n    public async partial Task RunAsync(CancellationToken {|GT1006:token|}) => await Task.Delay(1000);")]
    public Task A_run_that_cannot_be_stopped_is_found(string run) => Verify.FindsWithoutFixAsync(UsageCode.InChild(run));

    [Fact]
    public Task An_override_is_a_run_too() => Verify.FindsWithoutFixAsync(UsageCode.File("""
        [Tracker]
        public abstract partial class Job : ITrackedChild
        {
            public abstract Task RunAsync(CancellationToken stoppingToken);
        }

        public class Copy : Job
        {
            public override async Task RunAsync(CancellationToken {|GT1006:stoppingToken|}) => await Task.Delay(1000);
        }
        """));

    [Theory]
    [InlineData("public Task RunAsync(CancellationToken stoppingToken) => Task.Delay(Timeout.Infinite, stoppingToken);")]
    [InlineData("public async Task RunAsync(CancellationToken stoppingToken) { Func<bool> stops = () => stoppingToken.IsCancellationRequested; while (!stops()) await Task.Delay(10); }")]
    [InlineData("public Task RunAsync(CancellationToken _) => Task.Delay(1000);")]
    [InlineData("public Task RunAsync(CancellationToken stoppingToken) => Task.CompletedTask;")]
    [InlineData("public Task RunAsync(CancellationToken stoppingToken) { Console.WriteLine(); return Task.FromException(new Exception()); }")]
    [InlineData("public Task RunAsync(CancellationToken stoppingToken) => throw new NotSupportedException();")]
    [InlineData("public Task RunAsync(CancellationToken stoppingToken) => Task.Delay(Timeout.Infinite, stoppingToken); public Task RunAsync(CancellationToken token, int times) => Task.Delay(times);")]
    public Task What_can_be_stopped_or_ends_by_itself_is_left_in_peace(string run) => Verify.FindsAsync(UsageCode.InChild(run));
}
