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

    [Theory]
    [InlineData("{|GT1006:while|} (true) { try { await Task.Delay(10, token); } catch (Exception) { } }")]
    [InlineData("{|GT1006:while|} (true) { try { await Task.Delay(10, token); } catch { Console.WriteLine(); } }")]
    [InlineData("{|GT1006:for|} (;;) { try { await Task.Delay(10, token).ConfigureAwait(false); } catch (OperationCanceledException) { } }")]
    [InlineData("{|GT1006:do|} { try { await Task.Delay(10, token); } catch (InvalidOperationException) { } catch (Exception) { } } while (true);")]
    [InlineData("try { await Task.Delay(-1, token); } catch (Exception) { {|GT1006:while|} (true) await Task.Delay(100); }")]
    [InlineData("{|GT1006:while|} (true) { try { if (games.Count > 0) continue; await Task.Delay(10, token); } catch (Exception) { await Task.Delay(10); } }")]
    [InlineData(
        "{|GT1006:while|} (true)\n    {\n        try { await foreach (var each in games.WatchAsync(token)) Console.WriteLine(each); }\n" +
        "        catch (Exception) { await Task.Delay(10); }\n    }")]
    public Task Reports_an_endless_loop_that_catches_the_stop(string statements) => Verify.NoCodeFixAsync(UsageCode.InChild(Run(statements)));

    [Theory]
    [InlineData("while (true) { try { await Task.Delay(10, token); } catch (InvalidOperationException) { } }")]
    [InlineData("while (true) { try { await Task.Delay(10, token); } catch (TaskCanceledException) { } }")]
    [InlineData("while (true) { try { await Task.Delay(10, token); } catch (Exception) when (!token.IsCancellationRequested) { } }")]
    [InlineData("while (true) { try { await Task.Delay(10, token); } catch (OperationCanceledException) { return; } catch (Exception) { } }")]
    [InlineData("while (true) { try { await Task.Delay(10, token); } catch (Exception) { if (token.IsCancellationRequested) throw; } }")]
    [InlineData("while (true) { try { await Task.Delay(10, token); } catch (Exception) { break; } }")]
    [InlineData("while (true) { try { await Task.Delay(10, token); } catch (Exception) { await Task.Delay(1000, token); } }")]
    [InlineData("while (true) { try { await games.FindOrOpenAsync(\"x\", games); } catch (Exception) { } await Task.Delay(1000, token); }")]
    [InlineData("while (true) { try { if (token.IsCancellationRequested) break; await Task.Delay(10); } catch (Exception) { } }")]
    [InlineData("while (true) { token.ThrowIfCancellationRequested(); try { await Task.Delay(10, token); } catch (Exception) { } }")]
    [InlineData("while (!token.IsCancellationRequested) { try { await Task.Delay(10, token); } catch (Exception) { } }")]
    [InlineData("try { while (true) await Task.Delay(10, token); } catch (Exception) { }")]
    [InlineData(
        "using var both = CancellationTokenSource.CreateLinkedTokenSource(token); while (true) { try { await Task.Delay(10, both.Token);" +
        " } catch (InvalidOperationException) { } }")]
    [InlineData(
        "var reader = System.Threading.Channels.Channel.CreateBounded<int>(1); token.Register(() => reader.Writer.Complete()); while" +
        " (true) Console.WriteLine(await reader.Reader.ReadAsync());")]
    [InlineData("while (true) { try { await Task.Delay(10, token); } catch (Exception) { goto Over; } }\nOver: Console.WriteLine();")]
    public Task Allows_loops_that_a_stop_can_end(string statements) => Verify.AnalyzerAsync(UsageCode.InChild(Run(statements)));

    private static string Run(string statements) => $"public async Task RunAsync(CancellationToken token) {{ {statements} }}";
}
