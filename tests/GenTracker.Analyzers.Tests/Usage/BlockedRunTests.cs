namespace GenTracker.Analyzers.Tests.Usage;

/// <summary>GT1017 and its fix.</summary>
public class BlockedRunTests
{
    [Theory]
    [InlineData("{|GT1017:Thread.Sleep(1000)|};", "await Task.Delay(1000, stoppingToken);")]
    [InlineData("{|GT1017:Thread.Sleep(TimeSpan.FromSeconds(1))|}; // a second", "await Task.Delay(TimeSpan.FromSeconds(1), stoppingToken); // a second")]
    [InlineData("{|GT1017:Task.Delay(1000).Wait()|};", "await Task.Delay(1000);")]
    [InlineData("string text = {|GT1017:http.GetStringAsync(\"x\").Result|};", "string text = await http.GetStringAsync(\"x\");")]
    [InlineData(
        "int length = {|GT1017:http.GetStringAsync(\"x\").GetAwaiter().GetResult()|}.Length;",
        "int length = (await http.GetStringAsync(\"x\")).Length;")]
    [InlineData("var getting = http.GetStringAsync(\"x\");\n{|GT1017:getting.Wait()|};", "var getting = http.GetStringAsync(\"x\");\nawait getting;")]
    [InlineData("{|GT1017:turn.Wait()|};", "await turn.WaitAsync(stoppingToken);")]
    [InlineData("{|GT1017:turn.Wait(stoppingToken)|};", "await turn.WaitAsync(stoppingToken);")]
    [InlineData("if ({|GT1017:turn.Wait(100)|}) turn.Release();", "if (await turn.WaitAsync(100, stoppingToken)) turn.Release();")]
    [InlineData("{|GT1017:process.WaitForExit()|};", "await process.WaitForExitAsync(stoppingToken);")]
    [InlineData("using Socket client = {|GT1017:socket.Accept()|};", "using Socket client = await socket.AcceptAsync(stoppingToken);")]
    [InlineData(
        "byte[] buffer = new byte[8];\nint count = {|GT1017:socket.Receive(buffer)|};",
        "byte[] buffer = new byte[8];\nint count = await socket.ReceiveAsync(buffer, stoppingToken);")]
    [InlineData(
        "while ({|GT1017:reader.ReadLine()|} is { } line) Console.WriteLine(line);",
        "while (await reader.ReadLineAsync(stoppingToken) is { } line) Console.WriteLine(line);")]
    [InlineData(
        "byte[] buffer = new byte[8];\nwhile ({|GT1017:stream.Read(buffer, 0, 8)|} > 0) Console.WriteLine();",
        "byte[] buffer = new byte[8];\nwhile (await stream.ReadAsync(buffer, 0, 8, stoppingToken) > 0) Console.WriteLine();")]
    [InlineData(
        "byte[] buffer = new byte[8];\nwhile ({|GT1017:stream.Read(buffer)|} > 0) Console.WriteLine();",
        "byte[] buffer = new byte[8];\nwhile (await stream.ReadAsync(buffer, stoppingToken) > 0) Console.WriteLine();")]
    [InlineData("{|GT1017:Thread.Sleep(1)|};\n{|GT1017:Thread.Sleep(2)|};", "await Task.Delay(1, stoppingToken);\nawait Task.Delay(2, stoppingToken);")]
    public Task Fix_awaits_instead(string before, string after) => Verify.CodeFixAsync(InRun(before), InRun(after));

    [Theory]
    [InlineData(
        "public Task RunAsync(CancellationToken stoppingToken)\n{\n    while (!stoppingToken.IsCancellationRequested)\n    {\n" +
        "        {|GT1017:Thread.Sleep(10)|};\n    }\n\n    return Task.CompletedTask;\n}",
        "public async Task RunAsync(CancellationToken stoppingToken)\n{\n    while (!stoppingToken.IsCancellationRequested)\n    {\n" +
        "        await Task.Delay(10, stoppingToken);\n    }\n}")]
    [InlineData(
        "// Runs.\npublic virtual Task RunAsync(CancellationToken stoppingToken)\n{\n    {|GT1017:Thread.Sleep(1)|};\n" +
        "    if (stoppingToken.IsCancellationRequested) return Task.CompletedTask;\n    {|GT1017:Thread.Sleep(2)|};\n" +
        "    // Over.\n    return Task.CompletedTask;\n}",
        "// Runs.\npublic virtual async Task RunAsync(CancellationToken stoppingToken)\n{\n    await Task.Delay(1, stoppingToken);\n" +
        "    if (stoppingToken.IsCancellationRequested) return;\n    await Task.Delay(2, stoppingToken);\n    // Over.\n    return;\n}")]
    [InlineData(
        "Task ITrackedChild.RunAsync(CancellationToken token)\n{\n    Func<Task> none = () => { return Task.CompletedTask; };\n" +
        "    {|GT1017:none().Wait()|};\n" +
        "    return Task.FromCanceled(token).IsCanceled ? Task.CompletedTask : Task.CompletedTask;\n}",
        "")]
    [InlineData(
        "Task ITrackedChild.RunAsync(CancellationToken token)\n{\n    Func<Task> none = () => { return Task.CompletedTask; };\n" +
        "    {|GT1017:Thread.Sleep(2)|};\n" +
        "    none();\n    return Task.CompletedTask;\n}",
        "async Task ITrackedChild.RunAsync(CancellationToken token)\n{\n    Func<Task> none = () => { return Task.CompletedTask; };\n" +
        "    await Task.Delay(2, token);\n    none();\n}")]
    public Task Fix_makes_the_run_async(string before, string after) =>
        after.Length == 0 ? Verify.NoCodeFixAsync(InClass(before)) : Verify.CodeFixAsync(InClass(before), InClass(after));

    [Theory]
    [InlineData("{|GT1017:signal.Wait()|};")]
    [InlineData("{|GT1017:signal.WaitHandle.WaitOne()|};")]
    [InlineData("{|GT1017:Console.ReadLine()|};")]
    [InlineData("{|GT1017:WaitHandle.WaitAny([signal.WaitHandle, stoppingToken.WaitHandle])|};")]
    [InlineData("{|GT1017:Task.WaitAll(Task.Delay(1), Task.Delay(2))|};")]
    [InlineData("{|GT1017:SpinWait.SpinUntil(() => socket.Available > 0)|};")]
    [InlineData("foreach (int each in {|GT1017:queue.GetConsumingEnumerable(stoppingToken)|}) Console.WriteLine(each);")]
    [InlineData("int next = {|GT1017:queue.Take(stoppingToken)|};")]
    [InlineData("while ({|GT1017:stream.ReadByte()|} > 0) Console.WriteLine();")]
    [InlineData("{|GT1017:Task.Delay(1000).Wait(100)|};")]
    [InlineData("try { await Task.Delay(1, stoppingToken); } catch (System.IO.IOException) { {|GT1017:signal.Wait()|}; }")]
    [InlineData("lock (queue) {|GT1017:Thread.Sleep(1)|};")]
    [InlineData("Span<int> few = [1, 2];\n{|GT1017:Thread.Sleep(few[0])|};")]
    [InlineData("foreach (var part in \"a/b\".AsSpan().Split('/')) {|GT1017:Thread.Sleep(1)|};")]
    [InlineData("{|GT1017:Thread.Sleep( /* ms */ 1)|};")]
    public Task No_fix_if_nothing_can_be_awaited(string statements) => Verify.NoCodeFixAsync(InRun(statements));

    [Theory]
    [InlineData("await Task.Delay(1000, stoppingToken);")]
    [InlineData("Thread.Sleep(0);")]
    [InlineData("if (turn.Wait(0)) turn.Release();")]
    [InlineData("if (signal.Wait(TimeSpan.Zero)) signal.Reset();")]
    [InlineData("await Task.Run(() => Thread.Sleep(1000), stoppingToken);")]
    [InlineData("Thread own = new(() => Thread.Sleep(1000));\nown.Start();")]
    [InlineData("void Nap() => Thread.Sleep(1000);\nawait Task.Run(Nap, stoppingToken);")]
    [InlineData(
        "var getting = http.GetStringAsync(\"x\");\nawait Task.WhenAny(getting, Task.Delay(1, stoppingToken));\n" +
        "if (getting.IsCompleted) Console.WriteLine(getting.Result);")]
    [InlineData("Console.WriteLine(Task.FromResult(1).Result);")]
    [InlineData("byte[] buffer = new byte[8];\nint count = stream.Read(buffer);")]
    [InlineData("using var file = System.IO.File.OpenRead(\"x\");\nwhile (file.ReadByte() > 0) Console.WriteLine();")]
    [InlineData("using var lines = new System.IO.StreamReader(\"x\");\nwhile (lines.ReadLine() is { } line) Console.WriteLine(line);")]
    [InlineData("using var lines = System.IO.File.OpenText(\"x\");\nwhile (lines.ReadLine() is { } line) Console.WriteLine(line);")]
    [InlineData("using System.IO.MemoryStream memory = new([1]);\nwhile (memory.ReadByte() > 0) Console.WriteLine();")]
    [InlineData("using var lines = new System.IO.StreamReader(new System.IO.MemoryStream());\nwhile (lines.ReadLine() is { } line) Console.WriteLine(line);")]
    [InlineData("lock (queue) Console.WriteLine();")]
    [InlineData("try { await Task.Delay(1, stoppingToken); } finally { process.Kill(); process.WaitForExit(); }")]
    public Task Allows_runs_that_wait_for_nothing_on_their_thread(string statements) => Verify.AnalyzerAsync(InRun(statements));

    [Fact]
    public Task Leaves_waits_for_a_tracker_to_the_rule_about_them() =>
        Verify.AnalyzerAsync(UsageCode.InChild(
            "public async Task RunAsync(CancellationToken stoppingToken) { " +
            "await Task.Delay(1, stoppingToken); {|GT1005:games.StopAsync(\"x\").Wait()|}; }"));

    [Fact]
    public Task Allows_other_methods_to_block() => Verify.AnalyzerAsync(UsageCode.InChild(
        "public void Nap() => Thread.Sleep(1000);\n" +
        "public Task RunAsync(CancellationToken stoppingToken, int times) { Thread.Sleep(times); return Task.CompletedTask; }\n" +
        UsageCode.Run));

    [Theory]
    [InlineData("services.AddTracker<GameTracker>(o => o.LongRunning = true);")]
    [InlineData("services.AddTracker<GameTracker>(o => { o.MaxChildren = 3; o.LongRunning = true; });")]
    [InlineData("await using GameTracker games = new(new TrackerOptions { LongRunning = true });")]
    [InlineData("TrackerOptions options = new() { LongRunning = true };")]
    [InlineData("options.LongRunning = services is not null;")]
    [InlineData("await mine.FindOrOpenAsync(\"x\", new ChildOptions { LongRunning = true });")]
    public Task Allows_trackers_with_threads_of_their_own(string statement) => Verify.AnalyzerAsync(InProgram(statement, "Thread.Sleep(1000);"));

    [Theory]
    [InlineData("services.AddTracker<JobTracker>(o => o.LongRunning = true);")]
    [InlineData("await using JobTracker jobs = new(new TrackerOptions { LongRunning = true });")]
    [InlineData("await jobs.FindOrOpenAsync(\"x\", new ChildOptions { LongRunning = true });")]
    [InlineData("options.LongRunning = false;")]
    [InlineData("var kind = TaskCreationOptions.LongRunning;")]
    [InlineData("// options.LongRunning = true;")]
    public Task Reports_trackers_beside_one_with_threads_of_its_own(string statement) =>
        Verify.AnalyzerAsync(InProgram(statement, "{|GT1017:Thread.Sleep(1000)|};"));

    private static string InProgram(string statement, string run) => UsageCode.File($$"""
        [Tracker]
        public partial class Job : ITrackedChild
        {
            public Task RunAsync(CancellationToken stoppingToken) => Task.Delay(Timeout.Infinite, stoppingToken);
        }

        [Tracker]
        public partial class Game : ITrackedChild
        {
            public async Task RunAsync(CancellationToken stoppingToken)
            {
                {{run}}
                await Task.Delay(Timeout.Infinite, stoppingToken);
            }
        }

        public static class Program
        {
            public static async Task RunAsync(
                Microsoft.Extensions.DependencyInjection.IServiceCollection services, TrackerOptions options, GameTracker mine, JobTracker jobs)
            {
                {{statement}}
                await Task.Yield();
            }
        }
        """).Replace("using GenTracker;", "using GenTracker;\nusing Microsoft.Extensions.DependencyInjection;", StringComparison.Ordinal);

    private static string InRun(string statements) => InClass(
        $$"""
        public async Task RunAsync(CancellationToken stoppingToken)
        {
            await Task.Yield();
            Console.WriteLine(stoppingToken);
            {{statements.Replace("\n", "\n    ", StringComparison.Ordinal)}}
        }
        """);

    private static string InClass(string run) => UsageCode.File($$"""
        [Tracker]
        public partial class Game(
            System.Net.Http.HttpClient http, Socket socket, System.IO.Stream stream, System.IO.TextReader reader, System.Diagnostics.Process process)
            : ITrackedChild
        {
            private readonly SemaphoreSlim turn = new(1);
            private readonly ManualResetEventSlim signal = new();
            private readonly System.Collections.Concurrent.BlockingCollection<int> queue = [];
            public string Shown => $"{http} {socket} {stream} {reader} {process} {turn} {signal} {queue}";

            {{run.Replace("\n", "\n    ", StringComparison.Ordinal)}}
        }
        """).Replace("using GenTracker;", "using System.Net.Sockets;\nusing GenTracker;", StringComparison.Ordinal);
}
