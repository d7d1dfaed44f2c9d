using System;
using System.Linq;
using System.Threading.Tasks;
using Xunit;

namespace GenTracker.Package.Tests;

/// <summary>
/// The package in every kind of project. Each is built with every warning an error but the two of <c>Consumers/Misuse.cs</c>, which the packaged
/// analyzers must find, once; and what was built is run.
/// </summary>
public class ConsumerTests : IClassFixture<PackedPackage>
{
    /// <summary>What the analyzers find in a project that has <c>Misuse.cs</c>: a declaration and a use.</summary>
    private static readonly string[] OnceEach = ["GT0011", "GT1001"];

    [Fact]
    public async Task A_console_program()
    {
        FreshFolder console = FreshFolder.Of("Console");

        (await console.BuildAsync()).Succeeded().Found(OnceEach);

        (await console.RunAsync("Console")).Succeeded().Printed("""
            nightly, every night as nightly: 3 done, untitled!, 1 running
            found: True
            stopped: True, Stopped, 0 running
            """);
    }

    [Fact]
    public async Task An_ASP_NET_application()
    {
        FreshFolder web = FreshFolder.Of("Web");

        (await web.BuildAsync()).Succeeded().Found(OnceEach);

        (await web.RunAsync("Web")).Succeeded().Printed("""
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
        FreshFolder worker = FreshFolder.Of("Worker");

        (await worker.BuildAsync()).Succeeded().Found(OnceEach);

        (await worker.RunAsync("Worker")).Succeeded().Printed("""
            Failed with 2 rows, again: True
            import: incarnation 2, 3 rows
            TrackerClosed with 3 rows, again: False
            """);
    }

    [Fact]
    public async Task A_test_project()
    {
        FreshFolder tests = FreshFolder.Of("TestProject");

        CommandResult tested = (await tests.DotnetAsync("test")).Succeeded().Found(OnceEach);

        Assert.Contains("Passed:     2", tested.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_projects_that_both_track_one_using_the_other()
    {
        FreshFolder projects = FreshFolder.Of("TwoProjects");

        (await projects.BuildAsync("App")).Succeeded().Found([.. OnceEach, .. OnceEach]);

        (await projects.RunAsync("App", "App")).Succeeded().Printed("""
            session a: 5 sent; line 7
            0 lines, 1 session
            """);
    }

    [Fact]
    public async Task A_project_that_sees_the_internals_of_another_that_tracks()
    {
        FreshFolder projects = FreshFolder.Of("Internals");

        (await projects.BuildAsync("App")).Succeeded().Found(OnceEach);

        (await projects.RunAsync("App", "App")).Succeeded().Printed("pump:502: 3 packets");
    }

    [Fact]
    public async Task The_strictest_settings_find_nothing_in_generated_code()
    {
        FreshFolder projects = FreshFolder.Of("Strict");

        (await projects.BuildAsync("App")).Succeeded().Found();

        (await projects.RunAsync("App", "App")).Succeeded().Printed("""
            News of rtmp://camera/1, Normal, the news: 10 in, 20 out, High, 1.5
            4 corners, 1 ring
            TrackerClosed
            """);
    }
}
