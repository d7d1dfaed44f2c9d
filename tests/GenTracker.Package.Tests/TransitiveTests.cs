using System;
using System.Threading.Tasks;
using Xunit;

namespace GenTracker.Package.Tests;

/// <summary>An application that has the package through a library only, and what the library's <c>PrivateAssets</c> do to it.</summary>
public class TransitiveTests(BuiltConsumers built) : IClassFixture<BuiltConsumers>
{
    /// <summary>What a library may keep back, NuGet's own choice where nothing is said first.</summary>
    internal static readonly string[] Harmless = ["contentfiles;analyzers;build", "contentfiles;analyzers", "none"];

    /// <summary>The same, for a theory.</summary>
    public static TheoryData<string> EachHarmless => [.. Harmless];

    [Theory]
    [MemberData(nameof(EachHarmless))]
    public async Task An_application_has_the_generator_and_the_analyzers_through_its_library(string privateAssets)
    {
        string application = BuiltConsumers.Transitive(privateAssets);
        built.BuildOf(application).Found("GT1001");

        (await built[application].RunAsync("App", "App")).Succeeded().Printed("room blue: 3 guests");
    }

    [Fact]
    public async Task An_application_has_the_check_of_the_compiler_through_its_library()
    {
        FreshFolder projects = Keeping("contentfiles;analyzers;build", FreshFolder.Of("Transitive"));
        (await projects.BuildAsync("Library")).Succeeded();
        (await projects.DotnetAsync("restore", "App")).Succeeded();

        CommandResult build =
            (await projects.BuildAsync("App", "--no-restore", "-p:BuildProjectReferences=false", "-p:CompilerApiVersion=roslyn4.13")).Failed().Found();

        Assert.Contains("needs the C# compiler (Roslyn) 4.14 or later, and this build uses roslyn4.13", build.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_library_that_keeps_the_package_to_itself_makes_the_compiler_name_what_its_application_lacks()
    {
        CommandResult build = (await Keeping("all", FreshFolder.Of("Transitive")).BuildAsync("App")).Failed();

        Assert.Contains("CS0012", build.Findings);
        Assert.Contains("You must add a reference to assembly 'GenTracker", build.Output, StringComparison.Ordinal);
    }

    /// <summary>Says what the library keeps back, and whether the application tracks something itself.</summary>
    internal static FreshFolder Keeping(string privateAssets, FreshFolder projects, bool withHall = false) =>
        projects.Write("Directory.Build.props", $"""
            <Project>
              <Import Project="../Directory.Build.props" />
              <PropertyGroup>
                <WhatStaysHere>{privateAssets}</WhatStaysHere>
                <WithHall>{(withHall ? "true" : "false")}</WithHall>
              </PropertyGroup>
            </Project>
            """);
}
