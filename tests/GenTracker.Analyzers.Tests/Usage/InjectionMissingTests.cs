namespace GenTracker.Analyzers.Tests.Usage;

/// <summary>GT1012 and its fix.</summary>
public class InjectionMissingTests
{
    [Theory]
    [InlineData("{+[Injected] +}IServiceProvider {|GT1012:it|}")]
    [InlineData("string key, {+[Injected] +}Microsoft.Extensions.Logging.ILogger<Job> {|GT1012:it|}")]
    [InlineData("{+[Injected] +}Microsoft.Extensions.Logging.ILogger {|GT1012:it|}")]
    [InlineData("{+[Injected] +}Microsoft.Extensions.Options.IOptions<object> {|GT1012:it|}")]
    [InlineData("/* now */ {+[Injected] +}Microsoft.Extensions.Options.IOptionsMonitor<object> {|GT1012:it|}")]
    [InlineData("{+[Injected] +}Microsoft.Extensions.Options.IOptionsSnapshot<object> {|GT1012:it|}, {+[Injected] +}IServiceProvider {|GT1012:services|}")]
    public Task Fix_marks_the_parameter(string change) => Verify.CodeFixAsync(WithParameters(change));

    [Fact]
    public Task Fix_keeps_comments_and_lines() => Verify.CodeFixAsync(
        WithParameters("\n    string name,\n    // The services.\n    {+[Injected] +}IServiceProvider {|GT1012:it|}"));

    [Fact]
    public Task No_fix_if_a_caller_passes_the_argument() => Verify.NoCodeFixAsync(
        WithParameters("IServiceProvider {|GT1012:it|}")
            + "class User { public static object Open(JobTracker jobs, IServiceProvider it) => jobs.FindOrOpenAsync(\"x\", it); }\n");

    [Fact]
    public Task No_fix_if_another_constructor_would_open_by_the_same_arguments() => Verify.NoCodeFixAsync(UsageCode.File(
        "[Tracker] public partial class Job : ITrackedChild { public Job() { } public Job(IServiceProvider {|GT1012:it|}) => Console.WriteLine(it);\n" +
        UsageCode.Run + "}"));

    [Theory]
    [InlineData("[Injected] IServiceProvider it")]
    [InlineData("[Microsoft.Extensions.DependencyInjection.FromKeyedServices(\"x\")] Microsoft.Extensions.Options.IOptions<object> it")]
    [InlineData("TimeProvider it")]
    [InlineData("IFormatProvider it")]
    public Task Allows_marked_parameters_and_other_types(string parameters) => Verify.AnalyzerAsync(WithParameters(parameters));

    [Theory]
    [InlineData("[Tracker] public partial class Socket(IServiceProvider it) { public object It => it; }")]
    [InlineData("public class Service(IServiceProvider it) { public object It => it; }")]
    [InlineData(
        "[Tracker] public abstract partial class Job(IServiceProvider it) : ITrackedChild { public object It => it; " +
        "public abstract Task RunAsync(CancellationToken stoppingToken); }")]
    public Task Allows_constructors_that_open_no_children(string type) => Verify.AnalyzerAsync(UsageCode.File(type));

    private static string WithParameters(string parameters) => UsageCode.File(
        $$"""
        [Tracker]
        public partial class Job({{parameters}}) : ITrackedChild
        {
            public object It => it;

            public Task RunAsync(CancellationToken stoppingToken) => Task.Delay(Timeout.Infinite, stoppingToken);
        }
        """);
}
