using System;
using System.Threading.Tasks;
using Xunit;

namespace GenTracker.Package.Tests;

/// <summary>An application that has the package through a library only, and what the library's <c>PrivateAssets</c> do to it.</summary>
public class TransitiveTests : IClassFixture<PackedPackage>
{
    [Theory]
    [InlineData("contentfiles;analyzers;build")]    // NuGet's own choice where nothing is said
    [InlineData("contentfiles;analyzers")]
    [InlineData("none")]
    public async Task An_application_has_the_generator_and_the_analyzers_through_its_library(string privateAssets)
    {
        FreshFolder projects = Projects(privateAssets);

        (await projects.BuildAsync("App", "-p:WithHall=true")).Succeeded().Found("GT1001");

        (await projects.RunAsync("App", "App")).Succeeded().Printed("room blue: 3 guests");
    }

    [Fact]
    public async Task An_application_has_the_check_of_the_compiler_through_its_library()
    {
        FreshFolder projects = Projects("contentfiles;analyzers;build");
        (await projects.BuildAsync("Library")).Succeeded();
        (await projects.DotnetAsync("restore", "App")).Succeeded();

        CommandResult build = (await projects.BuildAsync("App", "--no-restore", "-p:BuildProjectReferences=false", "-p:CompilerApiVersion=roslyn4.13")).Failed().Found();

        Assert.Contains("needs the C# compiler (Roslyn) 4.14 or later, and this build uses roslyn4.13", build.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_library_that_keeps_the_package_to_itself_makes_the_compiler_name_what_its_application_lacks()
    {
        CommandResult build = (await Projects("all").BuildAsync("App")).Failed();

        Assert.Contains("CS0012", build.Findings);
        Assert.Contains("You must add a reference to assembly 'GenTracker", build.Output, StringComparison.Ordinal);
    }

    private static FreshFolder Projects(string privateAssets)
    {
        FreshFolder projects = FreshFolder.Of("Transitive");
        return projects.Write("Directory.Build.props", $"""
            <Project>
              <Import Project="../Directory.Build.props" />
              <PropertyGroup>
                <WhatStaysHere>{privateAssets}</WhatStaysHere>
              </PropertyGroup>
            </Project>
            """);
    }
}
