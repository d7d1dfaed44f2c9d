using GenTracker.Analyzers.Suppressors;
using GenTracker.Analyzers.Tests.Usage;
using Microsoft.CodeAnalysis.Diagnostics;

namespace GenTracker.Analyzers.Tests.Suppressors;

/// <summary>CS8618 for members that <c>StartAsync</c> sets.</summary>
public class SetInStartTests
{
    private const string Run = "public Task RunAsync(CancellationToken stoppingToken) => Task.Delay(_source.Length, stoppingToken);\n";
    private const string Field = "private string _source;\n";
    private const string StartAsync = "public Task StartAsync(CancellationToken cancellationToken) ";
    private const string Start = StartAsync + "{ _source = \"x\"; return Task.CompletedTask; }\n";

    [Theory]
    [InlineData(Field + Run + Start)]
    [InlineData(Field + "public Job() { Console.WriteLine(); }\n" + Run + Start)]
    [InlineData(
        Field + Run + "public async Task StartAsync(CancellationToken cancellationToken) { await Task.Yield(); this._source = await Task.FromResult(\"x\"); }")]
    [InlineData("public string _source { get; private set; }\n" + Run + Start)]
    [InlineData(Field + "private string _other = \"\";\npublic void Dispose() => Console.WriteLine(_other);\n" + Run + Start)]
    public async Task Silences_members_that_StartAsync_always_sets(string members)
    {
        Assert.Equal(["CS8618"], await FoundAsync(members, isSuppressed: true));
        Assert.Empty(await FoundAsync(members, isSuppressed: false));
    }

    [Theory]
    [InlineData(Field + Run)]
    [InlineData(Field + "private string _other;\n" + Run + StartAsync + "{ _other = \"x\"; _other += _source; return Task.CompletedTask; }")]
    [InlineData(Field + Run + StartAsync + "{ if (Incarnation > 1) _source = \"x\"; return Task.CompletedTask; }")]
    [InlineData(Field + "public Job() { Console.WriteLine(_source); }\n" + Run + Start)]
    [InlineData(Field + "public void Dispose() => Console.WriteLine(_source);\n" + Run + Start)]
    [InlineData(Field + Run + "public Task StartAsync(CancellationToken first, CancellationToken second) { _source = \"x\"; return Task.CompletedTask; }")]
    public async Task Keeps_the_warning_if_the_member_may_be_used_unset(string members) => Assert.NotEmpty(await FoundAsync(members, isSuppressed: false));

    [Fact]
    public async Task Keeps_the_warning_in_other_classes()
    {
        const string Source = "public class Job\n{\n" + Field + StartAsync + "{ _source = \"x\"; return Task.Delay(_source.Length); }\n}";

        Assert.Equal(["CS8618"], await FoundInAsync(UsageCode.File(Source), isSuppressed: false));
    }

    private static Task<IEnumerable<string>> FoundAsync(string members, bool isSuppressed) =>
        FoundInAsync(UsageCode.File($$"""
            [Tracker]
            public partial class Job : ITrackedChild
            {
            {{members}}
            }
            """), isSuppressed);

    private static async Task<IEnumerable<string>> FoundInAsync(string source, bool isSuppressed)
    {
        Project project = TestProject.Create(source);
        Compilation compilation = (await project.GetCompilationAsync())!;
        CompilationWithAnalyzersOptions options = new(
            new AnalyzerOptions([]), null, concurrentAnalysis: true, logAnalyzerExecutionTime: false, reportSuppressedDiagnostics: true);
        CompilationWithAnalyzers analyzed = compilation.WithAnalyzers([new SetInStartSuppressor()], options);
        return (await analyzed.GetAllDiagnosticsAsync(CancellationToken.None))
            .Where(found => found.Id == "CS8618" && found.IsSuppressed == isSuppressed)
            .Select(found => found.Id);
    }
}
