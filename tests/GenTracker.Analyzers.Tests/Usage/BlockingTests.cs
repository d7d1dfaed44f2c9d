using System.Threading.Tasks;
using GenTracker.Analyzers.Tests.Harness;
using Xunit;

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
    [InlineData("var job = {|GT1005:jobs\n    .FindOrOpenAsync(name)\n    .Result|}; // open\n// Counted.\njob.IncrementDone();", "var job = await jobs\n    .FindOrOpenAsync(name); // open\n// Counted.\njob.IncrementDone();")]
    [InlineData("var done = {|GT1005:jobs.FindOrOpenAsync(name).Result|}?.Done;", "var done = (await jobs.FindOrOpenAsync(name))?.Done;")]
    [InlineData("Job job = {|GT1005:jobs.FindOrOpenAsync(name).Result|}!;", "Job job = (await jobs.FindOrOpenAsync(name))!;")]
    [InlineData("bool stopped = !{|GT1005:jobs.StopAsync(name).Result|} && n > 0;", "bool stopped = !await jobs.StopAsync(name) && n > 0;")]
    public Task The_task_is_awaited(string before, string after) => Verify.FixesAsync(UsageCode.InMethod(before), UsageCode.InMethod(after));

    [Theory]
    [InlineData("{|GT1005:jobs.StopAsync(name).Wait(n)|};")]
    [InlineData("lock (jobs) { {|GT1005:jobs.StopAsync(name).Wait()|}; }")]
    [InlineData("{|GT1005:jobs.StopAsync(name) // and wait\n    .Wait()|};")]
    public Task Where_await_cannot_stand_the_user_decides(string statements) => Verify.FindsWithoutFixAsync(UsageCode.InMethod(statements));

    [Theory]
    [InlineData("public void Stop(string other) => {|GT1005:games.StopAsync(other).Wait()|};")]
    [InlineData("public Task StartAsync(CancellationToken cancellationToken) { {|GT1005:games.StopAsync(\"x\").Wait()|}; return Task.CompletedTask; }")]
    public Task A_child_does_not_block_in_other_functions_either(string member) => Verify.FindsWithoutFixAsync(UsageCode.InChild(Run + member));

    [Theory]
    [InlineData("await jobs.StopAsync(name);")]
    [InlineData("Task.Delay(n).Wait();")]
    [InlineData("var stop = jobs.StopAsync(name);\nawait Task.WhenAny(stop, Task.Delay(n));\nif (stop.IsCompleted) Console.WriteLine(stop.Result);")]
    [InlineData("if (room.Completion.IsCompleted) Console.WriteLine(room.Completion.Result);")]
    [InlineData("Action later = () => jobs.StopAsync(name).Wait();")]
    public Task What_does_not_block_or_is_done_is_left_in_peace(string statements) => Verify.FindsAsync(UsageCode.InMethod(statements));

    [Fact]
    public Task Functions_that_are_not_async_may_have_to() =>
        Verify.FindsAsync(UsageCode.InServer("public void Stop() => jobs.CloseAsync().Wait();\npublic RoomTracker Rooms => rooms;"));

    [Fact]
    public Task A_childs_own_completion_is_done_at_its_end() => Verify.FindsAsync(UsageCode.InChild(
        Run + "public Task AfterTerminateAsync(ChildExit exit, CancellationToken cancellationToken) => Console.Out.WriteLineAsync($\"{Completion.Result}\");"));

    private const string Run = "public Task RunAsync(CancellationToken stoppingToken) => Task.Delay(Timeout.Infinite, stoppingToken);\n";
}
