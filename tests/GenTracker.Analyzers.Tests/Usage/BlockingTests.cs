namespace GenTracker.Analyzers.Tests.Usage;

/// <summary>GT1005 and its fix.</summary>
public class BlockingTests
{
    [Theory]
    [InlineData("bool stopped = {|GT1005:jobs.StopAsync(name).Result|};", "bool stopped = await jobs.StopAsync(name);")]
    [InlineData("{|GT1005:jobs.StopAsync(name).Wait()|}; // all of it", "await jobs.StopAsync(name); // all of it")]
    [InlineData("{|GT1005:jobs.StopAsync(name).GetAwaiter().GetResult()|};", "await jobs.StopAsync(name);")]
    [InlineData("{|GT1005:jobs.StopAsync(name).ConfigureAwait(false).GetAwaiter().GetResult()|};", "await jobs.StopAsync(name).ConfigureAwait(false);")]
    [InlineData("{|GT1005:jobs.DisposeAsync().AsTask().Wait()|};", "await jobs.DisposeAsync();")]
    [InlineData("long done = {|GT1005:jobs.FindOrOpenAsync(name).Result|}.IncrementDone();", "long done = (await jobs.FindOrOpenAsync(name)).IncrementDone();")]
    [InlineData("Job job = {|GT1005:jobs.FindOrOpenAsync(name).AsTask().Result|};", "Job job = await jobs.FindOrOpenAsync(name);")]
    [InlineData("ExitReason how = {|GT1005:room.Completion.Result|}.Reason;", "ExitReason how = (await room.Completion).Reason;")]
    [InlineData("var stop = jobs.StopAsync(name);\n{|GT1005:stop.Wait()|};", "var stop = jobs.StopAsync(name);\nawait stop;")]
    [InlineData("Func<Task> later = async () => {|GT1005:jobs.CloseAsync().Wait()|};", "Func<Task> later = async () => await jobs.CloseAsync();")]
    [InlineData(
        "var job = {|GT1005:jobs\n    .FindOrOpenAsync(name)\n    .Result|}; // open\n// Counted.\njob.IncrementDone();",
        "var job = await jobs\n    .FindOrOpenAsync(name); // open\n// Counted.\njob.IncrementDone();")]
    [InlineData("var done = {|GT1005:jobs.FindOrOpenAsync(name).Result|}?.Done;", "var done = (await jobs.FindOrOpenAsync(name))?.Done;")]
    [InlineData("Job job = {|GT1005:jobs.FindOrOpenAsync(name).Result|}!;", "Job job = (await jobs.FindOrOpenAsync(name))!;")]
    [InlineData("bool stopped = !{|GT1005:jobs.StopAsync(name).Result|} && n > 0;", "bool stopped = !await jobs.StopAsync(name) && n > 0;")]
    public Task Fix_awaits_the_task(string before, string after) => Verify.CodeFixAsync(UsageCode.InMethod(before), UsageCode.InMethod(after));

    [Theory]
    [InlineData("{|GT1005:jobs.StopAsync(name).Wait(n)|};")]
    [InlineData("lock (jobs) { {|GT1005:jobs.StopAsync(name).Wait()|}; }")]
    [InlineData("{|GT1005:jobs.StopAsync(name) // and wait\n    .Wait()|};")]
    public Task No_fix_if_await_is_not_allowed(string statements) => Verify.NoCodeFixAsync(UsageCode.InMethod(statements));

    [Theory]
    [InlineData("Span<byte> few = stackalloc byte[4];\n{|GT1005:jobs.StopAsync(name).Wait()|};\nfew[0] = 1;")]
    [InlineData("foreach (Range part in name.AsSpan().Split('/')) {|GT1005:jobs.StopAsync(name[part]).Wait()|};")]
    [InlineData("int[] all = [n];\nref int first = ref all[0];\nfirst = {|GT1005:jobs.StopAsync(name).Result|} ? 1 : 2;")]
    [InlineData("int[] all = [n];\nforeach (ref int each in all.AsSpan()) if ({|GT1005:jobs.StopAsync(name).Result|}) each++;")]
    [InlineData("Console.WriteLine(name.AsSpan().IndexOf({|GT1005:jobs.StopAsync(name).Result|} ? 'a' : 'b'));")]
    [InlineData("Console.WriteLine(new { {|GT1005:jobs.StopAsync(name).Result|} });")]
    public Task No_fix_if_a_span_or_ref_would_live_across_the_await(string statements) => Verify.NoCodeFixAsync(UsageCode.InMethod(statements));

    [Theory]
    [InlineData(
        "{ Span<byte> few = stackalloc byte[4]; few[0] = 1; }\n{|GT1005:jobs.StopAsync(name).Wait()|};",
        "{ Span<byte> few = stackalloc byte[4]; few[0] = 1; }\nawait jobs.StopAsync(name);")]
    [InlineData(
        "int[] all = [n];\nall[0] += {|GT1005:jobs.StopAsync(name).Result|} ? 1 : 2;",
        "int[] all = [n];\nall[0] += await jobs.StopAsync(name) ? 1 : 2;")]
    [InlineData("foreach (char each in name) {|GT1005:jobs.StopAsync(name).Wait()|};", "foreach (char each in name) await jobs.StopAsync(name);")]
    [InlineData(
        "Console.WriteLine(new { Stopped = {|GT1005:jobs.StopAsync(name).Result|} });",
        "Console.WriteLine(new { Stopped = await jobs.StopAsync(name) });")]
    public Task Fix_is_offered_beside_spans_that_are_over(string before, string after) =>
        Verify.CodeFixAsync(UsageCode.InMethod(before), UsageCode.InMethod(after));

    [Theory]
    [InlineData("public void Stop(string other) => {|GT1005:games.StopAsync(other).Wait()|};")]
    [InlineData("public Task StartAsync(CancellationToken cancellationToken) { {|GT1005:games.StopAsync(\"x\").Wait()|}; return Task.CompletedTask; }")]
    public Task Reports_a_child_that_blocks_in_a_synchronous_method(string member) => Verify.NoCodeFixAsync(UsageCode.InChild(member));

    [Theory]
    [InlineData("await jobs.StopAsync(name);")]
    [InlineData("Task.Delay(n).Wait();")]
    [InlineData("var stop = jobs.StopAsync(name);\nawait Task.WhenAny(stop, Task.Delay(n));\nif (stop.IsCompleted) Console.WriteLine(stop.Result);")]
    [InlineData("if (room.Completion.IsCompleted) Console.WriteLine(room.Completion.Result);")]
    [InlineData("Action later = () => jobs.StopAsync(name).Wait();")]
    public Task Allows_code_that_does_not_block(string statements) => Verify.AnalyzerAsync(UsageCode.InMethod(statements));

    [Fact]
    public Task Allows_synchronous_methods_outside_children() =>
        Verify.AnalyzerAsync(UsageCode.InServer("public void Stop() => jobs.CloseAsync().Wait();\npublic RoomTracker Rooms => rooms;"));

    [Fact]
    public Task Allows_the_own_completion_after_the_end() => Verify.AnalyzerAsync(UsageCode.InChild(
        "public Task AfterTerminateAsync(ChildExit exit, CancellationToken cancellationToken) => Console.Out.WriteLineAsync($\"{Completion.Result}\");"));
}
