using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Package.Tests.DocumentedCommands;
using GenTracker.Tests.Shared;
using Xunit;

namespace GenTracker.Package.Tests;

/// <summary>
/// The package as <c>dotnet pack src/GenTracker</c> makes it, in a folder of its own; made once for all test classes, which run beside each other.
/// </summary>
public sealed class PackedPackage : IAsyncLifetime
{
    private static readonly Lazy<Task> Packing = new(() => PackAsync("src/GenTracker"));
    private static readonly Lazy<Task> PackingTemplates = new(async () =>
    {
        // A project of the template refers to both packages.
        await GetAspNetCoreAsync();
        await PackAsync("templates/GenTracker.Templates");
    });

    private static readonly Lazy<Task> PackingAspNetCore = new(async () =>
    {
        // It builds the library's project too, into the same folders.
        await GetAsync();
        await PackAsync("src/GenTracker.AspNetCore");
    });

    private static readonly Lazy<Task> PackingOrleans = new(async () =>
    {
        await GetAspNetCoreAsync();
        await PackAsync("src/GenTracker.Orleans");
    });

    private static readonly Lazy<Task> PackingPostgreSql = new(async () =>
    {
        await GetOrleansAsync();
        await PackAsync("src/GenTracker.Orleans.PostgreSql");
    });

    private static int _folders;

    /// <summary>The folder of this run, outside of the repository.</summary>
    public static string Root { get; } = Directory.CreateTempSubdirectory("gentracker-package-").FullName;

    /// <summary>A version that no cache has met, above all others, and a prerelease like that of every commit without a tag.</summary>
    public static string Version { get; } = $"9999.0.0-alpha.0.{Random.Shared.Next()}";

    /// <summary>The folder that the README packs into.</summary>
    public static string Feed => Path.Combine(Root, "packages");

    /// <summary>The package.</summary>
    public static string File => Path.Combine(Feed, $"GenTracker.{Version}.nupkg");

    /// <summary>Its symbols.</summary>
    public static string Symbols => Path.Combine(Feed, $"GenTracker.{Version}.snupkg");

    /// <summary>The package of the dashboard.</summary>
    public static string AspNetCore => Path.Combine(Feed, $"GenTracker.AspNetCore.{Version}.nupkg");

    /// <summary>Its symbols.</summary>
    public static string AspNetCoreSymbols => Path.Combine(Feed, $"GenTracker.AspNetCore.{Version}.snupkg");

    /// <summary>The package of clusters.</summary>
    public static string Orleans => Path.Combine(Feed, $"GenTracker.Orleans.{Version}.nupkg");

    /// <summary>Its symbols.</summary>
    public static string OrleansSymbols => Path.Combine(Feed, $"GenTracker.Orleans.{Version}.snupkg");

    /// <summary>The package of clusters' store in PostgreSQL.</summary>
    public static string PostgreSql => Path.Combine(Feed, $"GenTracker.Orleans.PostgreSql.{Version}.nupkg");

    /// <summary>Its symbols.</summary>
    public static string PostgreSqlSymbols => Path.Combine(Feed, $"GenTracker.Orleans.PostgreSql.{Version}.snupkg");

    /// <summary>
    /// What makes a build meet the package: the feed and the version. Restores go into a folder of this run's, so that nothing is left in the
    /// user's; what is there already need not be fetched again.
    /// </summary>
    internal static IReadOnlyDictionary<string, string> Environment { get; } = new Dictionary<string, string>
    {
        ["GenTrackerVersion"] = Version,
        ["RestoreAdditionalProjectSources"] = Feed,
        ["NUGET_PACKAGES"] = Path.Combine(Root, "restored"),
        ["RestoreFallbackFolders"] = UsersPackages,
    };

    /// <summary>The packages that whoever runs the tests has restored already.</summary>
    internal static string UsersPackages => System.Environment.GetEnvironmentVariable("NUGET_PACKAGES")
        ?? Path.Combine(System.Environment.GetFolderPath(System.Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    /// <summary>Packs it, where that is not done yet.</summary>
    public static Task GetAsync() => Packing.Value;

    /// <summary>Packs it and the templates, where that is not done yet.</summary>
    public static Task GetTemplatesAsync() => PackingTemplates.Value;

    /// <summary>Packs it and the package of the dashboard, where that is not done yet.</summary>
    public static Task GetAspNetCoreAsync() => PackingAspNetCore.Value;

    /// <summary>Packs it and the package of clusters, where that is not done yet.</summary>
    public static Task GetOrleansAsync() => PackingOrleans.Value;

    /// <summary>Packs the store in PostgreSQL, after the packages that it needs.</summary>
    public static Task GetPostgreSqlAsync() => PackingPostgreSql.Value;

    /// <inheritdoc/>
    public Task InitializeAsync() => GetAsync();

    /// <inheritdoc/>
    public Task DisposeAsync() => Task.CompletedTask;

    /// <summary>Leaves nothing of this run behind.</summary>
    internal static void ClearUp() => Directory.Delete(Root, recursive: true);

    /// <summary>A new, empty folder of this run's.</summary>
    /// <param name="name">What it is for.</param>
    internal static string NewFolder(string name) =>
        Directory.CreateDirectory(Path.Combine(Root, $"{Interlocked.Increment(ref _folders)}.{name}")).FullName;

    /// <summary>
    /// Packs a project of the repository as the README says, but into the feed and as this version. That compiles anew what the analyzers have already seen.
    /// </summary>
    private static async Task PackAsync(string project)
    {
        Directory.CreateDirectory(UsersPackages);
        string command = PageCommand.On(Pages.Readme, $"dotnet pack {project} -c Release -o packages");
        string target = $"-o '{Feed}' -p:PackageVersion={Version} -p:RunAnalyzers=false";
        (await Shell.RunAsync(MarkdownDocument.Repository, command.Replace("-o packages", target, StringComparison.Ordinal))).Succeeded();
    }
}
