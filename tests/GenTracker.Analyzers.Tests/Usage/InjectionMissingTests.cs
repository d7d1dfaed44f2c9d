using System.Threading.Tasks;
using GenTracker.Analyzers.Tests.Harness;
using Xunit;

namespace GenTracker.Analyzers.Tests.Usage;

/// <summary>GT1012 and its fix.</summary>
public class InjectionMissingTests
{
    [Theory]
    [InlineData("IServiceProvider {|GT1012:it|}", "[Injected] IServiceProvider it")]
    [InlineData("string key, Microsoft.Extensions.Logging.ILogger<Job> {|GT1012:it|}", "string key, [Injected] Microsoft.Extensions.Logging.ILogger<Job> it")]
    [InlineData("Microsoft.Extensions.Logging.ILogger {|GT1012:it|}", "[Injected] Microsoft.Extensions.Logging.ILogger it")]
    [InlineData("Microsoft.Extensions.Options.IOptions<object> {|GT1012:it|}", "[Injected] Microsoft.Extensions.Options.IOptions<object> it")]
    [InlineData("/* now */ Microsoft.Extensions.Options.IOptionsMonitor<object> {|GT1012:it|}", "/* now */ [Injected] Microsoft.Extensions.Options.IOptionsMonitor<object> it")]
    [InlineData("Microsoft.Extensions.Options.IOptionsSnapshot<object> {|GT1012:it|}, IServiceProvider {|GT1012:services|}", "[Injected] Microsoft.Extensions.Options.IOptionsSnapshot<object> it, [Injected] IServiceProvider services")]
    public Task The_parameter_is_marked(string before, string after) => Verify.FixesAsync(WithParameters(before), WithParameters(after));

    [Fact]
    public Task Comments_and_lines_stay() => Verify.FixesAsync(
        WithParameters("\n    string name,\n    // The services.\n    IServiceProvider {|GT1012:it|}"),
        WithParameters("\n    string name,\n    // The services.\n    [Injected] IServiceProvider it"));

    [Fact]
    public Task Where_it_is_given_by_an_opener_already_the_user_decides() => Verify.FindsWithoutFixAsync(
        WithParameters("IServiceProvider {|GT1012:it|}") + "class User { public static object Open(JobTracker jobs, IServiceProvider it) => jobs.FindOrOpenAsync(\"x\", it); }\n");

    [Theory]
    [InlineData("[Injected] IServiceProvider it")]
    [InlineData("[Microsoft.Extensions.DependencyInjection.FromKeyedServices(\"x\")] Microsoft.Extensions.Options.IOptions<object> it")]
    [InlineData("TimeProvider it")]
    [InlineData("IFormatProvider it")]
    public Task Marked_ones_and_others_are_left_in_peace(string parameters) => Verify.FindsAsync(WithParameters(parameters));

    [Theory]
    [InlineData("[Tracker] public partial class Socket(IServiceProvider it) { public object It => it; }")]
    [InlineData("public class Service(IServiceProvider it) { public object It => it; }")]
    [InlineData("[Tracker] public abstract partial class Job(IServiceProvider it) : ITrackedChild { public object It => it; public abstract Task RunAsync(CancellationToken stoppingToken); }")]
    public Task What_opens_nothing_is_left_in_peace(string type) => Verify.FindsAsync(UsageCode.File(type));

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
