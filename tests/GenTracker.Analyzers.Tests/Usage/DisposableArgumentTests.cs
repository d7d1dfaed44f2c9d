namespace GenTracker.Analyzers.Tests.Usage;

/// <summary>GT1014 and its fix.</summary>
public class DisposableArgumentTests
{
    [Theory]
    [InlineData("string key, Source source", "jobs.FindOrOpenAsync(name, {+key => new Job(key, +}{|GT1014:new Source(name)|}){+)+}")]
    [InlineData("Source source", "jobs.FindOrOpenAsync(name, {+_ => new Job(+}{|GT1014:new Source(name)|}){+)+}")]
    [InlineData("Source source, string key, int speed", "jobs.FindOrOpenAsync(name, {+key => new Job(+}{|GT1014:new(name)|}, {-5-}{+key, 5)+}, null, token)")]
    [InlineData("Source source", "jobs.FindOrOpenAsync(name, {+_ => new Job(+}{|GT1014:new Source(name)|}{+)+}, cancellationToken: token)")]
    [InlineData("Source source, int speed = 5", "jobs.FindOrOpenAsync(name, {+_ => new Job(+}{|GT1014:new Source(name)|}){+)+}")]
    [InlineData(
        "string key, Source source, int speed = 5",
        "jobs.FindOrOpenAsync(name, {+key => new Job(key, +}{|GT1014:new Source(name)|}{+)+}, cancellationToken: token)")]
    [InlineData("Source source", "jobs.FindOrOpenAsync(name, {+_ => new Job(+}{|GT1014:new Source(name) { Size = 5 }|}){+)+}")]
    [InlineData(
        "Source source, int speed = 5",
        "jobs.FindOrOpenAsync(\n                    name,\n                    {+_ => new Job(+}{|GT1014:new Source(name)|},{-\n" +
        "                    4-}{+ 4)+},\n                    cancellationToken: token)")]
    public Task Fix_constructs_it_in_a_factory(string parameters, string change) =>
        Verify.CodeFixAsync(Opened(parameters, $"return await {change};"));

    [Theory]
    [InlineData("Source source", "Source source = {|GT1014:new(name)|}; return await jobs.FindOrOpenAsync(name, source);")]
    [InlineData("Source source, [Injected] TimeProvider time", "return await jobs.FindOrOpenAsync(name, {|GT1014:new Source(name)|});")]
    [InlineData("Source source, int speed = 5, string key = \"\"", "return await jobs.FindOrOpenAsync(name, {|GT1014:new Source(name)|});")]
    [InlineData("Source source, int speed = 5", "return await jobs.FindOrOpenAsync(name, speed: 4, source: {|GT1014:new Source(name)|});")]
    [InlineData("Source source", "return await jobs.FindOrOpenAsync(name, {|GT1014:new Source(name)|} /* the source */);")]
    [InlineData("Source source", "return await jobs.FindOrOpenAsync(name, {|GT1014:new Source(await Task.FromResult(name))|});")]
    public Task No_fix_if_a_factory_would_not_be_equivalent(string parameters, string statements) => Verify.NoCodeFixAsync(Opened(parameters, statements));

    [Fact]
    public Task No_fix_if_a_lambda_cannot_capture_an_argument() => Verify.NoCodeFixAsync(
        Opened("Source source", "return await jobs.FindOrOpenAsync(name, Source.Shared);")
            + "class Other { public static object Open(JobTracker jobs, ref string name) => jobs.FindOrOpenAsync(name, {|GT1014:new Source(name)|}); }\n");

    [Theory]
    [InlineData("object source", "return await jobs.FindOrOpenAsync(name, new System.IO.MemoryStream());")]
    [InlineData("object source", "return await jobs.FindOrOpenAsync(name, new object());")]
    [InlineData("Source source", "return await jobs.FindOrOpenAsync(name, Source.Shared);")]
    [InlineData("Source source", "var source = new Source(name); source.Open(); return await jobs.FindOrOpenAsync(name, source);")]
    [InlineData("Source source", "return await jobs.FindOrOpenAsync(name, _ => new Job(new Source(name)));")]
    public Task Allows_arguments_that_need_no_disposal_and_factories(string parameters, string statements) =>
        Verify.AnalyzerAsync(Opened(parameters, statements));

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
