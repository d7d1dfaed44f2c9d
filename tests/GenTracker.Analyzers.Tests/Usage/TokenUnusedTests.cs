namespace GenTracker.Analyzers.Tests.Usage;

/// <summary>GT1006.</summary>
public class TokenUnusedTests
{
    [Theory]
    [InlineData("public async Task RunAsync(CancellationToken {|GT1006:stoppingToken|}) { while (true) await Task.Delay(1000); }")]
    [InlineData("public async Task RunAsync(CancellationToken {|GT1006:token|}) => await Task.Delay(1000);")]
    [InlineData("public Task RunAsync(CancellationToken {|GT1006:token|}) => Task.Delay(Timeout.Infinite);")]
    [InlineData(
        "public Task RunAsync(CancellationToken {|GT1006:token|}) { for (int i = 0; i < 100; i++) {|GT1017:Thread.Sleep(i)|}; return Task.CompletedTask; }")]
    [InlineData("Task ITrackedChild.RunAsync(CancellationToken {|GT1006:token|}) => Task.Delay(Timeout.Infinite);")]
    [InlineData(
        "public partial Task RunAsync(CancellationToken token);\n" +
        "    public async partial Task RunAsync(CancellationToken {|GT1006:token|}) => await Task.Delay(1000);")]
    public Task Reports_a_run_that_cannot_be_stopped(string run) => Verify.AnalyzerAsync(UsageCode.InChild(run));

    [Fact]
    public Task Reports_an_override_that_cannot_be_stopped() => Verify.NoCodeFixAsync(UsageCode.File("""
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
    [InlineData(
        "public async Task RunAsync(CancellationToken stoppingToken) { Func<bool> stops = () => stoppingToken.IsCancellationRequested; " +
        "while (!stops()) await Task.Delay(10); }")]
    [InlineData("public Task RunAsync(CancellationToken _) => Task.Delay(1000);")]
    [InlineData("public Task RunAsync(CancellationToken stoppingToken) => Task.CompletedTask;")]
    [InlineData("public Task RunAsync(CancellationToken stoppingToken) { Console.WriteLine(); return Task.FromException(new Exception()); }")]
    [InlineData("public Task RunAsync(CancellationToken stoppingToken) => throw new NotSupportedException();")]
    [InlineData(
        "public Task RunAsync(CancellationToken stoppingToken) => Task.Delay(Timeout.Infinite, stoppingToken); " +
        "public Task RunAsync(CancellationToken token, int times) => Task.Delay(times);")]
    public Task Allows_runs_that_use_the_token_or_return_at_once(string run) => Verify.AnalyzerAsync(UsageCode.InChild(run));
}
