using System;
using System.IO;
using System.Threading.Tasks;
using Xunit;
using static GenTracker.Package.Tests.DocumentedCommands.Pages;

namespace GenTracker.Package.Tests.DocumentedCommands;

/// <summary>From the packed packages to programs that use them, by nothing but what the pages say.</summary>
public class WordByWordTests : IClassFixture<Templates>
{
    [Fact]
    public async Task The_packages_become_a_source_templates_and_programs()
    {
        NewUser user = NewUser.Create();
        string folder = PackedPackage.NewFolder("WordByWord");
        NewUser there = user with { Folder = folder };

        await user.TypesAsync("dotnet nuget add source \"$PWD/packages\" --name gentracker", Readme);
        CommandResult installed = await there.TypesAsync("dotnet new install GenTracker.Templates", Readme, TemplatesPage);
        Assert.Contains($"GenTracker.Templates@{PackedPackage.Version}", installed.Output.Replace("::", "@", StringComparison.Ordinal), StringComparison.Ordinal);

        await there.TypesAsync("dotnet new gentracker-service -n Acme.Jobs", Readme, StartPage, TemplatesPage);
        CommandResult tested = await there.TypesAsync("dotnet test Acme.Jobs", StartPage);
        Assert.Contains("Passed:     2", tested.Output, StringComparison.Ordinal);
        await using (RunningProgram service = there.Starts("dotnet run --project Acme.Jobs/Acme.Jobs", StartPage))
        {
            await service.PrintsAsync("north runs");
            Assert.Equal(0, await service.TerminateAsync());
        }

        NewUser inProject = there with { Folder = Path.Combine(folder, "Acme.Imports") };
        await there.TypesAsync("dotnet new console -n Acme.Imports", StartPage);
        await inProject.TypesAsync("dotnet add package GenTracker", Readme, StartPage, "docs/package.md");
        foreach (string child in (string[])["dotnet new gentracker-child -n Session", "dotnet new gentracker-child -n Session --key Guid"])
        {
            await inProject.TypesAsync(child, child.EndsWith("Guid", StringComparison.Ordinal) ? TemplatesPage : Readme);
            (await inProject.TypesAsync("dotnet run", StartPage)).Printed("Hello, World!");
            File.Delete(Path.Combine(inProject.Folder, "Session.cs"));
        }
    }
}
