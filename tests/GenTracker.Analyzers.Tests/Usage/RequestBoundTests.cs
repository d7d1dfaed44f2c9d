namespace GenTracker.Analyzers.Tests.Usage;

/// <summary>GT1013.</summary>
public class RequestBoundTests
{
    [Theory]
    [InlineData("jobs.FindOrOpenAsync(name, {|GT1013:context|}, cancellationToken: token)")]
    [InlineData("jobs.FindOrOpenAsync(name, {|GT1013:context.Request|})")]
    [InlineData("jobs.OpenAsync(name, {|GT1013:context|})")]
    [InlineData("jobs.ReopenAsync(name, {|GT1013:context|})")]
    [InlineData("jobs.FindOrOpenAsync(name, {|GT1013:database|})")]
    [InlineData("jobs.FindOrOpenAsync(name, {|GT1013:token|})")]
    [InlineData("jobs.FindOrOpenAsync(name, {|GT1013:context.RequestAborted|})")]
    [InlineData("jobs.FindOrOpenAsync(name, _ => new Job({|GT1013:context|}))")]
    [InlineData("jobs.FindOrOpenAsync(name, {|GT1013:database|}, (_, state, _) => new Job(state))")]
    public Task Reports_arguments_that_end_with_a_request(string open) => Verify.NoCodeFixAsync(Opened(open));

    [Theory]
    [InlineData("jobs.FindOrOpenAsync(name, context.Name, cancellationToken: token)")]
    [InlineData("jobs.FindOrOpenAsync(name, context.Name, null, context.RequestAborted)")]
    [InlineData("jobs.FindOrOpenAsync(name, CancellationToken.None)")]
    [InlineData("jobs.ReopenAsync(name, context.Name, cancellationToken: token)")]
    [InlineData("jobs.FindOrOpenAsync(name, life.Stopping)")]
    [InlineData("jobs.FindOrOpenAsync(name, applicationStopping)")]
    [InlineData("jobs.FindOrOpenAsync(name, _ => new Job(name))")]
    [InlineData("jobs.FindOrOpenAsync(name, _ => new Job((Func<CancellationToken, Task>)(inner => Task.Delay(1, inner))))")]
    [InlineData("jobs.FindOrOpenAsync(name, name, (_, state, _) => new Job(state))")]
    [InlineData("jobs.FindOrOpenAsync(name, _ => new Job((Func<CancellationToken, Task>)(own => Task.Delay(1, own))))")]
    [InlineData("jobs.OpenAsync(name, _ => { Func<CancellationToken, bool> fires = own => own.IsCancellationRequested; return new Job(fires); })")]
    public Task Allows_arguments_that_outlive_the_request(string open) => Verify.AnalyzerAsync(Opened(open));

    private static string Opened(string open) => UsageCode.File(
        $$"""
        namespace Microsoft.AspNetCore.Http
        {
            public class HttpRequest;

            public class HttpContext
            {
                public HttpRequest Request { get; } = new();
                public CancellationToken RequestAborted { get; }
                public string Name => "";
            }
        }

        namespace Microsoft.EntityFrameworkCore
        {
            public class DbContext;
        }

        namespace Demo
        {
            public class Database : Microsoft.EntityFrameworkCore.DbContext;

            public class Life
            {
                public CancellationToken Stopping { get; }
            }

            [Tracker]
            public partial class Job(object given) : ITrackedChild
            {
                public object Given => given;

                public Task RunAsync(CancellationToken stoppingToken) => Task.Delay(Timeout.Infinite, stoppingToken);
            }

            public class Server(JobTracker jobs, Life life)
            {
                public string Shown => $"{jobs} {life}";

                public async Task<Job> OpenAsync(
                    string name,
                    Microsoft.AspNetCore.Http.HttpContext context,
                    Database database,
                    CancellationToken token,
                    CancellationToken applicationStopping) =>
                    await {{open}};
            }
        }
        """);
}
