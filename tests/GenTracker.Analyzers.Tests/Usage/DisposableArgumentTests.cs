using System.Threading.Tasks;
using GenTracker.Analyzers.Tests.Harness;
using Xunit;

namespace GenTracker.Analyzers.Tests.Usage;

/// <summary>GT1014 and its fix.</summary>
public class DisposableArgumentTests
{
    [Theory]
    [InlineData("string key, Source source", "jobs.FindOrOpenAsync(name, {|GT1014:new Source(name)|})", "jobs.FindOrOpenAsync(name, key => new Job(key, new Source(name)))")]
    [InlineData("Source source", "jobs.FindOrOpenAsync(name, {|GT1014:new Source(name)|})", "jobs.FindOrOpenAsync(name, _ => new Job(new Source(name)))")]
    [InlineData("Source source, string key, int speed", "jobs.FindOrOpenAsync(name, {|GT1014:new(name)|}, 5, null, token)", "jobs.FindOrOpenAsync(name, key => new Job(new(name), key, 5), null, token)")]
    [InlineData("Source source", "jobs.FindOrOpenAsync(name, {|GT1014:new Source(name)|}, cancellationToken: token)", "jobs.FindOrOpenAsync(name, _ => new Job(new Source(name)), cancellationToken: token)")]
    [InlineData("Source source, int speed = 5", "jobs.FindOrOpenAsync(name, {|GT1014:new Source(name)|})", "jobs.FindOrOpenAsync(name, _ => new Job(new Source(name)))")]
    [InlineData("string key, Source source, int speed = 5", "jobs.FindOrOpenAsync(name, {|GT1014:new Source(name)|}, cancellationToken: token)", "jobs.FindOrOpenAsync(name, key => new Job(key, new Source(name)), cancellationToken: token)")]
    [InlineData("Source source", "jobs.FindOrOpenAsync(name, {|GT1014:new Source(name) { Size = 5 }|})", "jobs.FindOrOpenAsync(name, _ => new Job(new Source(name) { Size = 5 }))")]
    [InlineData(
        "Source source, int speed = 5",
        "jobs.FindOrOpenAsync(\n                    name,\n                    {|GT1014:new Source(name)|},\n                    4,\n                    cancellationToken: token)",
        "jobs.FindOrOpenAsync(\n                    name,\n                    _ => new Job(new Source(name), 4),\n                    cancellationToken: token)")]
    public Task It_is_made_where_the_child_is_made(string parameters, string before, string after) =>
        Verify.FixesAsync(Opened(parameters, $"return await {before};"), Opened(parameters, $"return await {after};"));

    [Theory]
    [InlineData("Source source", "Source source = {|GT1014:new(name)|}; return await jobs.FindOrOpenAsync(name, source);")]
    [InlineData("Source source, [Injected] TimeProvider time", "return await jobs.FindOrOpenAsync(name, {|GT1014:new Source(name)|});")]
    [InlineData("Source source, int speed = 5, string key = \"\"", "return await jobs.FindOrOpenAsync(name, {|GT1014:new Source(name)|});")]
    [InlineData("Source source, int speed = 5", "return await jobs.FindOrOpenAsync(name, speed: 4, source: {|GT1014:new Source(name)|});")]
    [InlineData("Source source", "return await jobs.FindOrOpenAsync(name, {|GT1014:new Source(name)|} /* the source */);")]
    [InlineData("Source source", "return await jobs.FindOrOpenAsync(name, {|GT1014:new Source(await Task.FromResult(name))|});")]
    public Task Where_the_constructor_asks_for_more_the_user_decides(string parameters, string statements) => Verify.FindsWithoutFixAsync(Opened(parameters, statements));

    [Fact]
    public Task What_no_lambda_can_capture_stays_where_it_is() => Verify.FindsWithoutFixAsync(
        Opened("Source source", "return await jobs.FindOrOpenAsync(name, Source.Shared);")
            + "class Other { public static ValueTask<Job> OpenAsync(JobTracker jobs, ref string name) => jobs.FindOrOpenAsync(name, {|GT1014:new Source(name)|}); }\n");

    [Theory]
    [InlineData("object source", "return await jobs.FindOrOpenAsync(name, new System.IO.MemoryStream());")]
    [InlineData("object source", "return await jobs.FindOrOpenAsync(name, new object());")]
    [InlineData("Source source", "return await jobs.FindOrOpenAsync(name, Source.Shared);")]
    [InlineData("Source source", "var source = new Source(name); source.Open(); return await jobs.FindOrOpenAsync(name, source);")]
    [InlineData("Source source", "return await jobs.FindOrOpenAsync(name, _ => new Job(new Source(name)));")]
    public Task What_needs_no_end_or_is_made_on_demand_is_left_in_peace(string parameters, string statements) => Verify.FindsAsync(Opened(parameters, statements));

    private static string Opened(string parameters, string statements) => UsageCode.File(
        $$"""
        public sealed class Source(string name) : IDisposable
        {
            public static Source Shared { get; } = new("shared");

            public int Size { get; init; }

            public void Open() => Console.WriteLine(name);

            public void Dispose() => Console.WriteLine(name);
        }

        [Tracker]
        public partial class Job({{parameters}}) : ITrackedChild
        {
            public object Source => source;

            public Task RunAsync(CancellationToken stoppingToken) => Task.Delay(Timeout.Infinite, stoppingToken);
        }

        public class Server(JobTracker jobs)
        {
            public async Task<Job> OpenAsync(string name, CancellationToken token)
            {
                {{statements}}
            }
        }
        """);
}
