using System.Linq;
using System.Threading.Tasks;
using GenTracker.Tests.Shared;
using Xunit;

namespace GenTracker.Package.Tests;

/// <summary>What is in the package <c>GenTracker.Orleans</c>, and a program that has it alone and is a node of a cluster.</summary>
public class OrleansPackageTests
{
    [Fact]
    public async Task The_package_holds_the_library_what_the_compiler_needs_and_nothing_else()
    {
        await PackedPackage.GetOrleansAsync();

        Assert.Equal(
            [
                "GenTracker.Orleans.nuspec",
                "README.md",
                "analyzers/dotnet/cs/GenTracker.Orleans.CodeFixes.dll",
                "analyzers/dotnet/cs/GenTracker.Orleans.Generators.dll",
                "lib/net10.0/GenTracker.Orleans.dll",
                "lib/net10.0/GenTracker.Orleans.xml",
            ],
            PackageContentTests.Files(PackedPackage.Orleans));
        Assert.Equal(["GenTracker.Orleans.nuspec", "lib/net10.0/GenTracker.Orleans.pdb"], PackageContentTests.Files(PackedPackage.OrleansSymbols));
    }

    [Fact]
    public async Task It_brings_the_library_of_its_version_and_Orleans_with_their_generators()
    {
        await PackedPackage.GetOrleansAsync();

        string[] generators =
        [
            .. Nuspec.Of(PackedPackage.Orleans).Find("dependency")
                .Where(static element => (string?)element.Attribute("include") == "All")
                .Select(static one => $"{(string?)one.Attribute("id")} {(string?)one.Attribute("version")}"),
        ];

        Assert.Equal([$"GenTracker {PackedPackage.Version}", "Microsoft.Orleans.Sdk 10.4.2"], generators);
    }

    [Fact]
    public async Task It_says_where_it_comes_from()
    {
        await PackedPackage.GetOrleansAsync();

        Assert.Empty(Nuspec.Of(PackedPackage.Orleans).Missing);
        Assert.Empty(SourceLinks.Read(PackedPackage.OrleansSymbols, "lib/net10.0/GenTracker.Orleans.pdb").Lost);
    }

    [Fact]
    public async Task A_node_opens_counts_calls_lists_and_stops_children()
    {
        await PackedPackage.GetOrleansAsync();
        FreshFolder project = FreshFolder.Of("Cluster");

        (await project.BuildAsync()).Succeeded().Found();

        (await project.RunAsync("Cluster", arguments: [$"{FreePorts.Get()}", $"{FreePorts.Get()}"])).Succeeded().Printed("""
            blue: 1 guest, 1 room
            seats: True, False
            RoomAttrs { Guests = 2, Title = the blue room }
            Ann finds blue on the first floor
            True
            blue has 2
            0f8fad5b-d9cb-469f-a165-70867728950e: 3 reports
            stopped: True, False, True
            """);
    }
}
