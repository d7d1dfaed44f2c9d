using System;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using Xunit;

namespace GenTracker.Package.Tests;

/// <summary>What somebody meets who adds the package to a project of his own.</summary>
[Collection(nameof(PackedPackage))]
public partial class FreshProjectTests(PackedPackage package)
{
    [Fact]
    public async Task A_tracked_class_builds_without_a_warning_and_runs()
    {
        FreshProject project = package.NewProject("Runs", """
            using System;
            using System.Threading;
            using System.Threading.Tasks;
            using GenTracker;

            await using var jobs = new JobTracker();
            Job job = await jobs.FindOrOpenAsync("nightly", "every night");
            job.IncrementDone(2);
            jobs.IncrementDone("nightly");
            job.Title = job.Title + "!";
            Console.WriteLine($"{job.Key}, {job.Schedule}: {job.ReadAttrs().Done} done, {job.Title}, {jobs.Count} running");
            Console.WriteLine($"found: {ReferenceEquals(job, jobs.Find("nightly"))}");
            Console.WriteLine($"stopped: {await jobs.StopAsync("nightly")}, {(await job.Completion).Reason}, {jobs.Count} running");

            [Tracker]
            public sealed partial class Job(string key, string schedule) : ITrackedChild
            {
                [TrackedAttr] public partial long Done { get; }
                [TrackedAttr(Default = "untitled")] public partial string Title { get; set; }

                public string Schedule => schedule + " as " + key;

                public Task RunAsync(CancellationToken stoppingToken) => Task.Delay(Timeout.Infinite, stoppingToken);
            }
            """);

        (await project.BuildAsync()).Succeeded();
        DotnetResult run = (await project.RunAsync()).Succeeded();

        Assert.Equal(
            """
            nightly, every night as nightly: 3 done, untitled!, 1 running
            found: True
            stopped: True, Stopped, 0 running

            """.ReplaceLineEndings("\n"),
            run.Output.ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task A_missing_partial_is_said_once_beside_the_compilers_own_errors()
    {
        FreshProject project = package.NewProject("NotPartial", """
            using GenTracker;

            int number = "no number";

            [Tracker]
            public sealed class Job
            {
                [TrackedAttr] public partial long Done { get; }
            }
            """);

        DotnetResult build = (await project.BuildAsync()).Failed();

        string[] found = Findings(build);
        Assert.True(found.Count(id => id == "GT0001") == 1 && found.Any(id => id.StartsWith("CS", StringComparison.Ordinal)), build.Output);
    }

    [Fact]
    public async Task What_the_generator_and_an_analyzer_find_alike_is_said_once()
    {
        // Beside errors the compiler prints nothing that analyzers find; so a warning.
        FreshProject project = package.NewProject("WrongOption", """
            using GenTracker;

            System.Console.WriteLine();

            [Tracker]
            public sealed partial class Job
            {
                [TrackedAttr(Default = "5")] public partial int Done { get; set; }
            }
            """);
        project.Write(".editorconfig", """
            [*.cs]
            dotnet_diagnostic.GT0006.severity = warning
            """);

        DotnetResult build = (await project.BuildAsync("-p:TreatWarningsAsErrors=false")).Succeeded();

        Assert.True(Findings(build) is ["GT0006"], build.Output);
    }

    [Theory]
    [InlineData("roslyn4.13")]
    [InlineData("roslyn4.8")]
    public async Task A_compiler_that_cannot_load_the_generator_is_refused_in_words(string compiler)
    {
        FreshProject project = package.NewProject("OldCompiler." + compiler, "System.Console.WriteLine();");

        DotnetResult build = (await project.BuildAsync($"-p:CompilerApiVersion={compiler}")).Failed();

        Assert.Contains("error : GenTracker's source generator needs the C# compiler", build.Output, StringComparison.Ordinal);
    }

    /// <summary>The ids of the errors and warnings as the compiler said them; the build repeats them in its summary.</summary>
    private static string[] Findings(DotnetResult build) =>
        [.. FindingId().Matches(build.Output.Split(["Build FAILED.", "Build succeeded."], StringSplitOptions.None)[0]).Select(match => match.Groups[1].Value)];

    [GeneratedRegex(@"\b(?:error|warning) ([A-Z]+[0-9]+):")]
    private static partial Regex FindingId();
}
