namespace GenTracker.Analyzers.Tests.Harness;

/// <summary>The projects of the tests contain generated code.</summary>
public class TestProjectTests
{
    [Fact]
    public async Task Code_fixes_see_generated_code()
    {
        Project project = TestProject.Create("[GenTracker.Tracker] partial class Stream;");

        Compilation? compilation = await project.GetCompilationAsync();

        Assert.NotNull(compilation?.GetTypeByMetadataName("StreamTracker"));
    }

    [Fact]
    public async Task Generated_code_compiles_with_the_source()
    {
        Project project = TestProject.Create("[GenTracker.Tracker] partial class Stream { public StreamTracker Tracker { get; } = new(); }");

        await (await Analysis.RunAsync(project)).AssertCleanAsync();
    }
}
