using System;
using System.Linq;
using System.Threading.Tasks;
using Xunit;

namespace GenTracker.Package.Tests;

/// <summary>
/// The package in every kind of project. Each is built with every warning an error but the two of <c>Consumers/Misuse.cs</c>, which the packaged
/// analyzers must find, once; and what was built is run.
/// </summary>
public class ConsumerTests(BuiltConsumers built) : IClassFixture<BuiltConsumers>
{
    /// <summary>What the analyzers find in a project that has <c>Misuse.cs</c>: a declaration and a use.</summary>
    private static readonly string[] OnceEach = ["GT0011", "GT1001"];

    [Fact]
    public async Task A_console_program()
    {
        built.BuildOf("Console").Found(OnceEach);

        (await built["Console"].RunAsync("Console")).Succeeded().Printed("""
            nightly, every night as nightly: 3 done, untitled!, 1 running
            found: True
            stopped: True, Stopped, 0 running
            """);
    }

    [Fact]
    public async Task An_ASP_NET_application()
    {
        built.BuildOf("Web").Found(OnceEach);

        (await built["Web"].RunAsync("Web")).Succeeded().Printed("""
            blue: 1
            blue: 2
            full
            blue
            TrackerClosed
            """);
    }

    [Fact]
    public async Task A_worker_service_that_restarts_its_child()
    {
        built.BuildOf("Worker").Found(OnceEach);

        (await built["Worker"].RunAsync("Worker")).Succeeded().Printed("""
            Failed with 2 rows, again: True
            import: incarnation 2, 3 rows
            TrackerClosed with 3 rows, again: False
            """);
    }

    [Fact]
    public async Task A_test_project()
    {
        built.BuildOf("TestProject").Found(OnceEach);

        CommandResult tested = (await built["TestProject"].DotnetAsync("test", "--no-build")).Succeeded();

        Assert.Contains("Passed:     2", tested.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_projects_that_both_track_one_using_the_other()
    {
        built.BuildOf("TwoProjects").Found([.. OnceEach, .. OnceEach]);

        (await built["TwoProjects"].RunAsync("App", "App")).Succeeded().Printed("""
            session a: 5 sent; line 7
            0 lines, 1 session
            """);
    }

    [Fact]
    public async Task A_project_that_sees_the_internals_of_another_that_tracks()
    {
        built.BuildOf("Internals").Found(OnceEach);

        (await built["Internals"].RunAsync("App", "App")).Succeeded().Printed("pump:502: 3 packets");
    }

    [Fact]
    public async Task The_strictest_settings_find_nothing_in_generated_code()
    {
        built.BuildOf("Strict").Found();

        (await built["Strict"].RunAsync("App", "App")).Succeeded().Printed("""
            News of rtmp://camera/1, Normal, the news: 10 in, 20 out, High, 1.5
            4 corners, 1 ring
            TrackerClosed
            """);
    }
}
