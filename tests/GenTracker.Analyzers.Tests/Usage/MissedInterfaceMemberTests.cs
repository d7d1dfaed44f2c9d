namespace GenTracker.Analyzers.Tests.Usage;

/// <summary>GT1011 and its fix.</summary>
public class MissedInterfaceMemberTests
{
    [Theory]
    [InlineData("public Task {|GT1011:StartAsync|}({+CancellationToken cancellationToken+}) => Task.CompletedTask;")]
    [InlineData("{+public +}Task {|GT1011:StartAsync|}(CancellationToken token) => Task.Delay(1, token);")]
    [InlineData("{-internal-}{+public+} async Task {|GT1011:StartAsync|}({+CancellationToken cancellationToken+}) => await Task.Yield();")]
    [InlineData("public async {-ValueTask-}{+Task+} {|GT1011:StartAsync|}(CancellationToken token) => await Task.Delay(1, token);")]
    [InlineData("public async {-void-}{+Task+} {|GT1011:StartAsync|}({+CancellationToken cancellationToken+}) { await Task.Yield(); }")]
    [InlineData("{-private static-}{+public+} Task{-<int>-} {|GT1011:StartAsync|}({+CancellationToken cancellationToken+}) => Task.FromResult(1);")]
    [InlineData("public Task {|GT1011:AfterTerminateAsync|}({+ChildExit exit, CancellationToken cancellationToken+}) => Task.CompletedTask;")]
    [InlineData("public Task {|GT1011:AfterTerminateAsync|}(ChildExit how{+, CancellationToken cancellationToken+}) => Task.CompletedTask;")]
    [InlineData("public Task {|GT1011:AfterTerminateAsync|}({+ChildExit how, +}CancellationToken token{-, ChildExit how-}) => Task.CompletedTask;")]
    [InlineData(
        "/// <summary>Cleans up.</summary>\n" +
        "    public {-void-}{+Task+} {|GT1011:AfterTerminate|}{+Async+}(ChildExit how{+, CancellationToken cancellationToken+})\n    {\n" +
        "        Console.WriteLine(how);{+\n        return Task.CompletedTask;+}\n    }")]
    [InlineData(
        "public {-void-}{+Task+} {|GT1011:StartAsync|}(CancellationToken token)\n    {\n        throw new NotSupportedException(); // not yet\n    }")]
    [InlineData(
        "{-private-}{+public+} Task {|GT1011:AfterTerminateAsync|}(\n        ChildExit exit, // how\n" +
        "        CancellationToken token) => Task.CompletedTask;")]
    public Task Fix_gives_the_method_the_expected_signature(string change) => Verify.CodeFixAsync(InChild(change));

    [Theory]
    [InlineData("public Task<int> {|GT1011:AfterTerminateAsync|}<T>(T result) => Task.FromResult(1);")]
    [InlineData("public ValueTask {|GT1011:StartAsync|}() => default;")]
    [InlineData("public void {|GT1011:StartAsync|}() => Console.WriteLine();")]
    [InlineData("[System.Diagnostics.Conditional(\"DEBUG\")] public void {|GT1011:StartAsync|}() { Console.WriteLine(); }")]
    [InlineData("public void {|GT1011:StartAsync|}() { if (true) return; }")]
    [InlineData("public Task {|GT1011:AfterTerminateAsync|}(ChildExit exit, int tries) => Task.CompletedTask;")]
    [InlineData("public Task {|GT1011:StartAsync|}() => Task.CompletedTask;\n    public Task AgainAsync() => StartAsync();")]
    [InlineData("public Task {|GT1011:AfterTerminateAsync|}() { bool exit = true; return Task.FromResult(exit); }")]
    [InlineData("public Task {|GT1011:AfterTerminateAsync|}(ChildExit exit /* how */) => Task.CompletedTask;")]
    [InlineData("[Obsolete]\n    // Once.\n    private Task {|GT1011:StartAsync|}(CancellationToken token) => Task.CompletedTask;")]
    [InlineData("public partial Task {|GT1011:StartAsync|}();\n    public partial Task StartAsync() => Task.CompletedTask;")]
    [InlineData("private /* its own */ Task {|GT1011:StartAsync|}(CancellationToken token) => Task.CompletedTask;")]
    public Task No_fix_if_more_than_the_signature_would_change(string member) => Verify.NoCodeFixAsync(InChild(member));

    [Fact]
    public Task Fix_names_the_interface_again_in_a_derived_class() => Verify.CodeFixAsync(UsageCode.File($$"""
        [Tracker]
        public abstract partial class Job : ITrackedChild
        {
            {{UsageCode.Run}}
        }

        public class Copy : Job{+, ITrackedChild+}
        {
            public Task {|GT1011:StartAsync|}(CancellationToken cancellationToken) => Task.CompletedTask;
        }
        """));

    [Fact]
    public Task Fix_adds_IAfterTerminate_to_an_adopted_child() => Verify.CodeFixAsync(UsageCode.File("""
        [Tracker]
        public partial class Socket{+ : IAfterTerminate+}
        {
            public Task {|GT1011:AfterTerminateAsync|}(ChildExit exit, CancellationToken cancellationToken) => Task.CompletedTask;
        }
        """));

    [Theory]
    [InlineData("public Task StartAsync(CancellationToken token = default) => Task.CompletedTask;")]
    [InlineData("public virtual Task StartAsync(CancellationToken token) => Task.CompletedTask;")]
    [InlineData("Task ITrackedChild.StartAsync(CancellationToken token) => StartAsync();\n    private Task StartAsync() => Task.CompletedTask;")]
    [InlineData("public Task StartAsync(int port) => Task.Delay(port);")]
    [InlineData("public void Start() { }")]
    [InlineData(
        "public Task AfterTerminateAsync(ChildExit exit, CancellationToken token) => AfterTerminateAsync(exit);\n" +
        "    private static Task AfterTerminateAsync(ChildExit exit) => Task.FromResult(exit);")]
    public Task Allows_implementations_and_other_methods(string member) => Verify.AnalyzerAsync(InChild(member));

    [Theory]
    [InlineData("[Tracker] public partial class Socket { public Task StartAsync(CancellationToken token) => Task.CompletedTask; }")]
    [InlineData("[Tracker] public partial class Socket { public Task AfterTerminateAsync() => Task.CompletedTask; }")]
    [InlineData("public class Service { public Task StartAsync() => Task.CompletedTask; public void AfterTerminate() { } }")]
    [InlineData(
        "[Tracker] public abstract partial class Job : ITrackedChild { public abstract Task RunAsync(CancellationToken stoppingToken); " +
        "public abstract Task StartAsync(CancellationToken token); }")]
    public Task Allows_such_methods_in_other_classes(string type) => Verify.AnalyzerAsync(UsageCode.File(type));

    private static string InChild(string member) => UsageCode.File(
        $$"""
        [Tracker]
        public partial class Job : ITrackedChild
        {
            {{UsageCode.Run}}

            {{member}}
        }
        """);
}
