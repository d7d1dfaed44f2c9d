using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using GenTracker.Orleans.PostgreSql.Tests.Support;
using GenTracker.Tests.Shared;
using Xunit;
using static GenTracker.Package.Tests.DocumentedCommands.Pages;

namespace GenTracker.Package.Tests.DocumentedCommands;

/// <summary>From the packed packages to three nodes and a client, by nothing but what the page of clusters says.</summary>
public partial class ClusterPageTests
{
    private const string StartsNode = "dotnet run --project Acme.Node", StartsClient = "dotnet run --project Acme.Client";

    private static readonly string[] MakesProjects =
    [
        "dotnet new classlib -n Acme.Streams",
        "dotnet new console -n Acme.Node",
        "dotnet new console -n Acme.Client",
        "dotnet add Acme.Streams package GenTracker.Orleans --prerelease",
        "dotnet add Acme.Node package Microsoft.Orleans.Server",
        "dotnet add Acme.Client package Microsoft.Orleans.Client",
        "dotnet add Acme.Node reference Acme.Streams",
        "dotnet add Acme.Client reference Acme.Streams",
    ];

    private static readonly string[] AddsStore = ["dotnet add Acme.Node package GenTracker.Orleans.PostgreSql --prerelease"];

    private static readonly string[] StartsOthers = [$"{StartsNode} -- --Number 1", $"{StartsNode} -- --Number 2"];

    /// <summary>The files of the page, in its order: each begins with its usings.</summary>
    private static readonly string[] Files =
    [
        .. MarkdownDocument.All.Single(static page => page.Path == ClusterPage).Blocks
            .Where(static block => block.Language == "csharp" && block.Text.StartsWith("using ", StringComparison.Ordinal))
            .Select(static block => block.Text),
    ];

    /// <summary>The commands that the test types in.</summary>
    public static string[] Commands => [.. MakesProjects, .. AddsStore, StartsNode, .. StartsOthers, StartsClient];

    [Fact]
    public async Task One_process_becomes_a_node_and_a_client_and_then_three_nodes()
    {
        await PackedPackage.GetPostgreSqlAsync();
        await using PostgresServer server = await PostgresServer.StartNewAsync(maxConnections: 50);
        NewUser user = NewUser.Create();
        await user.TypesAsync("dotnet nuget add source \"$PWD/packages\" --name gentracker", Readme);

        // The ports of the page may be taken on this machine. Its programs read them from the environment too.
        NewUser there = new(PackedPackage.NewFolder("ClusterPage"), new Dictionary<string, string>(user.Environment)
        {
            ["Port"] = $"{FreePorts.GetRow(6)}",
            ["ConnectionStrings__Streams"] = server.GetConnectionString(),
        });

        await MakeProjectsAsync(there);
        await UseOneNodeAsync(there);
        await LoseNodesAsync(there);
    }

    private static async Task MakeProjectsAsync(NewUser there)
    {
        foreach (string command in MakesProjects)
            await there.TypesAsync(command, ClusterPage);
        string[] names =
        [
            "Acme.Streams/LiveStream.cs", "Acme.Streams/StreamSource.cs", "Acme.Streams/StreamStore.cs", "Acme.Node/Program.cs", "Acme.Client/Program.cs",
        ];
        Assert.Equal(names.Length + 1, Files.Length);
        foreach ((string name, string text) in names.Zip(Files))
            await File.WriteAllTextAsync(Path.Combine(there.Folder, name), text);
    }

    private static async Task UseOneNodeAsync(NewUser there)
    {
        await using RunningProgram node = there.Starts(StartsNode, ClusterPage);
        await node.PrintsAsync("Application started.");
        await using RunningProgram client = there.Starts(StartsClient, ClusterPage);

        await client.PrintsAsync("1 viewer of tv1");
        for (int stream = 1; stream <= 9; stream++)
            await client.PrintsAsync($"tv{stream} on ");
    }

    /// <summary>One node is told to stop, and one is killed: the streams of both go on elsewhere.</summary>
    private static async Task LoseNodesAsync(NewUser there)
    {
        foreach (string command in AddsStore)
            await there.TypesAsync(command, ClusterPage);
        await File.WriteAllTextAsync(Path.Combine(there.Folder, "Acme.Node/Program.cs"), Files[^1]);
        await using RunningProgram first = there.Starts(StartsNode, ClusterPage);
        await ProcessOfAsync(first);
        await using RunningProgram second = there.Starts(StartsOthers[0], ClusterPage);
        int killed = await ProcessOfAsync(second);
        await using RunningProgram third = there.Starts(StartsOthers[1], ClusterPage);
        int stopped = await ProcessOfAsync(third);
        await using RunningProgram client = there.Starts(StartsClient, ClusterPage);
        for (int stream = 1; stream <= 9; stream++)
            await client.PrintsAsync($"tv{stream} on ");

        await Shell.RunAsync(there.Folder, $"kill -INT {stopped}");
        await third.EndsAsync();
        await Shell.RunAsync(there.Folder, $"kill -KILL {killed}");
        await second.EndsAsync();

        // Whatever ran on those two now runs on the first node.
        for (int stream = 1; stream <= 9; stream++)
            await client.PrintsAsync($"tv{stream} on 127.0.0.1:{there.Environment["Port"]}@");
    }

    private static async Task<int> ProcessOfAsync(RunningProgram node) =>
        int.Parse(ProcessId().Match(await node.PrintsAsync(" is process ")).Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture);

    [GeneratedRegex(@"is process (\d+)\.")]
    private static partial Regex ProcessId();
}
