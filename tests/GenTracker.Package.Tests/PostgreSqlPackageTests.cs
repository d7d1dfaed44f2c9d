using System.Linq;
using System.Threading.Tasks;
using GenTracker.Orleans.PostgreSql.Tests.Support;
using GenTracker.Tests.Shared;
using Xunit;

namespace GenTracker.Package.Tests;

/// <summary>What is in the package <c>GenTracker.Orleans.PostgreSql</c>, and a program that has it alone and keeps its keys in a database.</summary>
public class PostgreSqlPackageTests
{
    [Fact]
    public async Task The_package_holds_the_library_and_nothing_else()
    {
        await PackedPackage.GetPostgreSqlAsync();

        Assert.Equal(
            [
                "GenTracker.Orleans.PostgreSql.nuspec",
                "README.md",
                "lib/net10.0/GenTracker.Orleans.PostgreSql.dll",
                "lib/net10.0/GenTracker.Orleans.PostgreSql.xml",
            ],
            PackageContentTests.Files(PackedPackage.PostgreSql));
        Assert.Equal(
            ["GenTracker.Orleans.PostgreSql.nuspec", "lib/net10.0/GenTracker.Orleans.PostgreSql.pdb"],
            PackageContentTests.Files(PackedPackage.PostgreSqlSymbols));
    }

    [Fact]
    public async Task It_brings_the_package_of_clusters_with_its_generators()
    {
        await PackedPackage.GetPostgreSqlAsync();

        string[] dependencies =
        [
            .. Nuspec.Of(PackedPackage.PostgreSql).Find("dependency")
                .Select(static one => $"{(string?)one.Attribute("id")} {(string?)one.Attribute("version")}, {(string?)one.Attribute("include")}"),
        ];

        Assert.Equal([$"GenTracker.Orleans {PackedPackage.Version}, All", "Npgsql 10.0.3, "], dependencies);
    }

    [Fact]
    public async Task It_says_where_it_comes_from()
    {
        await PackedPackage.GetPostgreSqlAsync();

        Assert.Empty(Nuspec.Of(PackedPackage.PostgreSql).Missing);
        Assert.Empty(SourceLinks.Read(PackedPackage.PostgreSqlSymbols, "lib/net10.0/GenTracker.Orleans.PostgreSql.pdb").Lost);
    }

    [Fact]
    public async Task A_key_goes_on_counting_its_incarnations_after_all_nodes_have_ended()
    {
        await PackedPackage.GetPostgreSqlAsync();
        await using PostgresServer server = await PostgresServer.StartNewAsync();
        FreshFolder project = FreshFolder.Of("ClusterInPostgreSql");

        (await project.BuildAsync()).Succeeded().Found();

        string[] arguments = [server.GetConnectionString(), $"{FreePorts.Get()}", $"{FreePorts.Get()}"];
        (await project.RunAsync("ClusterInPostgreSql", arguments: arguments)).Succeeded().Printed("""
            node 1: blue has 1 guest, its number has risen: True
            node 2: blue has 1 guest, its number has risen: True
            """);
    }
}
