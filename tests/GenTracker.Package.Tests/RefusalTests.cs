using System;
using System.Linq;
using System.Threading.Tasks;
using Xunit;

namespace GenTracker.Package.Tests;

/// <summary>What the build says where something is missing: once, and with the remedy.</summary>
public class RefusalTests : IClassFixture<PackedPackage>
{
    [Fact]
    public async Task A_missing_partial_is_said_once_beside_the_compilers_own_errors()
    {
        FreshFolder project = FreshFolder.Of("Console").Write("Program.cs", """
            using GenTracker;

            int number = "no number";

            [Tracker]
            public sealed class Job
            {
                [TrackedAttr] public partial long Done { get; }
            }
            """);

        CommandResult build = (await project.BuildAsync()).Failed();

        Assert.True(build.Findings.Count(id => id == "GT0001") == 1 && build.Findings.Any(id => id.StartsWith("CS", StringComparison.Ordinal)), build.Output);
    }

    [Fact]
    public async Task What_the_generator_and_an_analyzer_find_alike_is_said_once()
    {
        // Beside errors the compiler prints nothing that analyzers find; so a warning.
        FreshFolder project = FreshFolder.Of("Console").Write("Program.cs", """
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

        (await project.BuildAsync("-p:TreatWarningsAsErrors=false")).Succeeded().Found("GT0006", "GT0011", "GT1001");
    }

    [Fact]
    public async Task A_language_without_partial_properties_is_named_with_the_remedy_beside_the_compilers_own_word()
    {
        CommandResult build = (await FreshFolder.Of("OldLanguage").BuildAsync()).Failed().Found("GT0010", "CS8703", "CS9248");

        Assert.Contains(
            "'Job' cannot be tracked because the project uses C# 12.0, which has no partial properties; set <LangVersion> to 13 or later",
            build.Output,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("roslyn4.13")]    // the version before the oldest that can
    [InlineData("roslyn4.8")]     // as numbers, not as text
    public async Task A_compiler_that_cannot_load_the_generator_is_refused_in_words_and_nothing_else_is_said(string compiler)
    {
        CommandResult build = (await FreshFolder.Of("Console").BuildAsync($"-p:CompilerApiVersion={compiler}")).Failed().Found();

        Assert.Contains(
            $"error : GenTracker's source generator needs the C# compiler (Roslyn) 4.14 or later, and this build uses {compiler}. Build with the .NET SDK 10 "
                + "or later",
            build.Output,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_framework_without_the_library_is_refused_by_name()
    {
        FreshFolder project = FreshFolder.Of("Console").Write("Directory.Build.props", """
            <Project>
              <Import Project="../Directory.Build.props" />
              <PropertyGroup>
                <TargetFramework>netstandard2.0</TargetFramework>
              </PropertyGroup>
            </Project>
            """);

        CommandResult build = (await project.BuildAsync()).Failed();

        Assert.Equal(["NU1202"], build.Findings.Distinct());
        Assert.Contains($"Package GenTracker {PackedPackage.Version} is not compatible with netstandard2.0", build.Output, StringComparison.Ordinal);
        Assert.Contains("net10.0 (.NETCoreApp,Version=v10.0)", build.Output, StringComparison.Ordinal);
    }
}
