using System.IO;
using System.Threading.Tasks;
using Xunit;

namespace GenTracker.Package.Tests;

/// <summary>The same program in the other forms of a publish.</summary>
public class PublishTests : IClassFixture<PackedPackage>
{
    [Fact]
    public async Task It_runs_trimmed()
    {
        PublishedProgram trimmed = await PublishedProgram.PublishAsync("Trimmed", ["--self-contained", "-p:PublishTrimmed=true"]);

        trimmed.Log.Found();
        await trimmed.PrintsWhatItShouldAsync();
    }

    [Fact]
    public async Task It_runs_as_a_single_file()
    {
        PublishedProgram single =
            await PublishedProgram.PublishAsync("SingleFile", ["--no-self-contained", "-p:PublishSingleFile=true", "-p:DebugType=embedded"]);

        single.Log.Found();
        Assert.Equal([single.File], Directory.GetFiles(Path.GetDirectoryName(single.File)!));
        await single.PrintsWhatItShouldAsync();
    }
}
