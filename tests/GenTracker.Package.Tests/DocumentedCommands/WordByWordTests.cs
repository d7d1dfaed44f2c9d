using System;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Threading.Tasks;
using GenTracker.Tests.Shared;
using Xunit;
using static GenTracker.Package.Tests.DocumentedCommands.Pages;

namespace GenTracker.Package.Tests.DocumentedCommands;

/// <summary>From the packed packages to programs that use them, by nothing but what the pages say.</summary>
public class WordByWordTests : IClassFixture<Templates>
{
    /// <summary>The start page's first program: the commands that make its project, its two files, how it is run and what it prints.</summary>
    private static readonly MarkdownBlock[] Program = [.. MarkdownDocument.All.Single(static page => page.Path == StartPage).Blocks.Take(5)];

    [Fact]
    public async Task The_packages_become_a_source_templates_and_programs()
    {
        NewUser user = NewUser.Create();
        NewUser there = user with { Folder = PackedPackage.NewFolder("WordByWord") };
        await user.TypesAsync("dotnet nuget add source \"$PWD/packages\" --name gentracker", Readme);
        CommandResult installed = await there.TypesAsync("dotnet new install GenTracker.Templates", Readme, TemplatesPage);
        Assert.Contains(
            $"GenTracker.Templates@{PackedPackage.Version}", installed.Output.Replace("::", "@", StringComparison.Ordinal), StringComparison.Ordinal);

        await MakeAServiceAsync(there);
        await MakeAProgramAsync(there);
    }

    /// <summary>A service of the template, with a second tracked class beside its own.</summary>
    private static async Task MakeAServiceAsync(NewUser there)
    {
        await there.TypesAsync("dotnet new gentracker-service -n Acme.Jobs", Readme, StartPage, TemplatesPage);
        NewUser inProject = there.In(PageCommand.On(StartPage, "cd Acme.Jobs/Acme.Jobs")["cd ".Length..]);
        await inProject.TypesAsync("dotnet new gentracker-child -n Session", Readme, StartPage);
        Assert.Contains("namespace Acme.Jobs;", await File.ReadAllTextAsync(Path.Combine(inProject.Folder, "Session.cs")), StringComparison.Ordinal);

        CommandResult tested = (await there.TypesAsync("dotnet test Acme.Jobs", StartPage)).Found();
        Assert.Contains("Passed:     2", tested.Output, StringComparison.Ordinal);

        await using RunningProgram service = there.Starts("dotnet run --project Acme.Jobs/Acme.Jobs", StartPage);
        await service.PrintsAsync("north runs");
        await service.PrintsAsync("south runs");
        using HttpClient browser = new() { BaseAddress = await service.ListensAsync() };
        Assert.Equal("Healthy", await browser.GetStringAsync("health"));
        Assert.Contains("TenantJob", await browser.GetStringAsync("trackers/api/trackers"), StringComparison.Ordinal);
        Assert.Equal(0, await service.TerminateAsync());
        await service.PrintsAsync("north ended: TrackerClosed");
        await service.PrintsAsync("south ended: TrackerClosed");
    }

    /// <summary>The start page's program, which stays what it is beside a tracked class of the template.</summary>
    private static async Task MakeAProgramAsync(NewUser there)
    {
        Assert.Equal(["sh", "csharp", "csharp", "sh", "text"], Program.Select(static block => block.Language));
        await there.TypesAsync("dotnet new console -n Acme.Imports", StartPage);
        NewUser inProject = there.In(PageCommand.On(StartPage, "cd Acme.Imports")["cd ".Length..]);
        await inProject.TypesAsync("dotnet add package GenTracker --prerelease", Readme, StartPage, "docs/package.md");
        await File.WriteAllTextAsync(Path.Combine(inProject.Folder, "Import.cs"), Program[1].Text);
        await File.WriteAllTextAsync(Path.Combine(inProject.Folder, "Program.cs"), Program[2].Text);
        await RunsAsync();

        await inProject.TypesAsync("dotnet new gentracker-child -n Session --key Guid", TemplatesPage);
        await RunsAsync();

        async Task RunsAsync() => (await inProject.TypesAsync("dotnet run", StartPage)).Found().Printed(Program[4].Text.TrimEnd('\n'));
    }
}
