using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Xunit;

namespace GenTracker.Analyzers.Tests.Harness;

/// <summary>The harness is what it is taken for.</summary>
public class TestProjectTests
{
    [Fact]
    public async Task Code_fixes_see_what_was_generated()
    {
        Project project = TestProject.Of("[GenTracker.Tracker] partial class Stream;");

        Compilation? compilation = await project.GetCompilationAsync();

        Assert.NotNull(compilation?.GetTypeByMetadataName("StreamTracker"));
    }

    [Fact]
    public async Task Generated_code_compiles_beside_the_source()
    {
        Analysis analysis = await Analysis.OfAsync(TestProject.Of("[GenTracker.Tracker] partial class Stream { public StreamTracker Tracker { get; } = new(); }"));

        await analysis.IsCleanAsync();
    }
}
