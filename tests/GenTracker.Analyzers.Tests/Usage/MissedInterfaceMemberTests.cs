using System.Threading.Tasks;
using GenTracker.Analyzers.Tests.Harness;
using Xunit;

namespace GenTracker.Analyzers.Tests.Usage;

/// <summary>GT1011 and its fix.</summary>
public class MissedInterfaceMemberTests
{
    private const string Run = "public Task RunAsync(CancellationToken stoppingToken) => Task.Delay(Timeout.Infinite, stoppingToken);";

    [Theory]
    [InlineData("public Task {|GT1011:StartAsync|}() => Task.CompletedTask;", "public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;")]
    [InlineData("Task {|GT1011:StartAsync|}(CancellationToken token) => Task.Delay(1, token);", "public Task StartAsync(CancellationToken token) => Task.Delay(1, token);")]
    [InlineData("internal async Task {|GT1011:StartAsync|}() => await Task.Yield();", "public async Task StartAsync(CancellationToken cancellationToken) => await Task.Yield();")]
    [InlineData("public async ValueTask {|GT1011:StartAsync|}(CancellationToken token) => await Task.Delay(1, token);", "public async Task StartAsync(CancellationToken token) => await Task.Delay(1, token);")]
    [InlineData("public async void {|GT1011:StartAsync|}() { await Task.Yield(); }", "public async Task StartAsync(CancellationToken cancellationToken) { await Task.Yield(); }")]
    [InlineData("private static Task<int> {|GT1011:StartAsync|}() => Task.FromResult(1);", "public Task StartAsync(CancellationToken cancellationToken) => Task.FromResult(1);")]
    [InlineData("public Task {|GT1011:AfterTerminateAsync|}() => Task.CompletedTask;", "public Task AfterTerminateAsync(ChildExit exit, CancellationToken cancellationToken) => Task.CompletedTask;")]
    [InlineData("public Task {|GT1011:AfterTerminateAsync|}(ChildExit how) => Task.CompletedTask;", "public Task AfterTerminateAsync(ChildExit how, CancellationToken cancellationToken) => Task.CompletedTask;")]
    [InlineData("public Task {|GT1011:AfterTerminateAsync|}(CancellationToken token, ChildExit how) => Task.CompletedTask;", "public Task AfterTerminateAsync(ChildExit how, CancellationToken token) => Task.CompletedTask;")]
    [InlineData(
        "/// <summary>Cleans up.</summary>\n    public void {|GT1011:AfterTerminate|}(ChildExit how)\n    {\n        Console.WriteLine(how);\n    }",
        "/// <summary>Cleans up.</summary>\n    public Task AfterTerminateAsync(ChildExit how, CancellationToken cancellationToken)\n    {\n        Console.WriteLine(how);\n        return Task.CompletedTask;\n    }")]
    [InlineData(
        "public void {|GT1011:StartAsync|}(CancellationToken token)\n    {\n        throw new NotSupportedException(); // not yet\n    }",
        "public Task StartAsync(CancellationToken token)\n    {\n        throw new NotSupportedException(); // not yet\n    }")]
    [InlineData(
        "private Task {|GT1011:AfterTerminateAsync|}(\n        ChildExit exit, // how\n        CancellationToken token) => Task.CompletedTask;",
        "public Task AfterTerminateAsync(\n        ChildExit exit, // how\n        CancellationToken token) => Task.CompletedTask;")]
    public Task It_gets_the_signature_that_the_tracker_calls(string before, string after) => Verify.FixesAsync(InChild(before), InChild(after));

    [Theory]
    [InlineData("public Task<int> {|GT1011:AfterTerminateAsync|}<T>(T result) => Task.FromResult(1);")]
    [InlineData("public ValueTask {|GT1011:StartAsync|}() => default;")]
    [InlineData("public void {|GT1011:StartAsync|}() => Console.WriteLine();")]
    [InlineData("public void {|GT1011:StartAsync|}() { if (true) return; }")]
    [InlineData("public Task {|GT1011:AfterTerminateAsync|}(ChildExit exit, int tries) => Task.CompletedTask;")]
    [InlineData("public Task {|GT1011:StartAsync|}() => Task.CompletedTask;\n    public Task AgainAsync() => StartAsync();")]
    [InlineData("public Task {|GT1011:AfterTerminateAsync|}() { bool exit = true; return Task.FromResult(exit); }")]
    [InlineData("public Task {|GT1011:AfterTerminateAsync|}(ChildExit exit /* how */) => Task.CompletedTask;")]
    [InlineData("[Obsolete]\n    // Once.\n    private Task {|GT1011:StartAsync|}(CancellationToken token) => Task.CompletedTask;")]
    [InlineData("public partial Task {|GT1011:StartAsync|}();\n    public partial Task StartAsync() => Task.CompletedTask;")]
    [InlineData("private /* its own */ Task {|GT1011:StartAsync|}(CancellationToken token) => Task.CompletedTask;")]
    public Task Where_more_than_the_signature_would_change_the_user_decides(string member) => Verify.FindsWithoutFixAsync(InChild(member));

    [Fact]
    public Task A_derived_class_names_the_interface_again() => Verify.FixesAsync(
        UsageCode.File($$"""
        [Tracker]
        public abstract partial class Job : ITrackedChild
        {
            {{Run}}
        }

        public class Copy : Job
        {
            public Task {|GT1011:StartAsync|}(CancellationToken cancellationToken) => Task.CompletedTask;
        }
        """),
        UsageCode.File($$"""
        [Tracker]
        public abstract partial class Job : ITrackedChild
        {
            {{Run}}
        }

        public class Copy : Job, ITrackedChild
        {
            public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;
        }
        """));

    [Fact]
    public Task An_adopted_child_names_the_interface_of_its_end() => Verify.FixesAsync(
        UsageCode.File("""
        [Tracker]
        public partial class Socket
        {
            public Task {|GT1011:AfterTerminateAsync|}(ChildExit exit, CancellationToken cancellationToken) => Task.CompletedTask;
        }
        """),
        UsageCode.File("""
        [Tracker]
        public partial class Socket : IAfterTerminate
        {
            public Task AfterTerminateAsync(ChildExit exit, CancellationToken cancellationToken) => Task.CompletedTask;
        }
        """));

    [Theory]
    [InlineData("public Task StartAsync(CancellationToken token = default) => Task.CompletedTask;")]
    [InlineData("public virtual Task StartAsync(CancellationToken token) => Task.CompletedTask;")]
    [InlineData("Task ITrackedChild.StartAsync(CancellationToken token) => StartAsync();\n    private Task StartAsync() => Task.CompletedTask;")]
    [InlineData("public Task StartAsync(int port) => Task.Delay(port);")]
    [InlineData("public void Start() { }")]
    [InlineData("public Task AfterTerminateAsync(ChildExit exit, CancellationToken token) => AfterTerminateAsync(exit);\n    private static Task AfterTerminateAsync(ChildExit exit) => Task.FromResult(exit);")]
    public Task What_is_called_or_is_something_else_is_left_in_peace(string member) => Verify.FindsAsync(InChild(member));

    [Theory]
    [InlineData("[Tracker] public partial class Socket { public Task StartAsync(CancellationToken token) => Task.CompletedTask; }")]
    [InlineData("[Tracker] public partial class Socket { public Task AfterTerminateAsync() => Task.CompletedTask; }")]
    [InlineData("public class Service { public Task StartAsync() => Task.CompletedTask; public void AfterTerminate() { } }")]
    [InlineData("[Tracker] public abstract partial class Job : ITrackedChild { public abstract Task RunAsync(CancellationToken stoppingToken); public abstract Task StartAsync(CancellationToken token); }")]
    public Task Other_classes_have_such_methods_of_their_own(string type) => Verify.FindsAsync(UsageCode.File(type));

    private static string InChild(string member) => UsageCode.File(
        $$"""
        [Tracker]
        public partial class Job : ITrackedChild
        {
            {{Run}}

            {{member}}
        }
        """);
}
