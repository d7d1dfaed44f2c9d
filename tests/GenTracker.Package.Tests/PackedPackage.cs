using System;
using System.Collections.Generic;
using System.IO;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using Xunit;

namespace GenTracker.Package.Tests;

/// <summary>
/// The package as <c>dotnet pack src/GenTracker</c> makes it, in a folder of its own; made once for all test classes, which run beside each other.
/// </summary>
public sealed class PackedPackage : IAsyncLifetime
{
    private static readonly string Root = CreateRoot();
    private static readonly Lazy<Task> Packing = new(() => PackAsync("src/GenTracker"));
    private static int _folders;

    /// <summary>The repository that is packed.</summary>
    public static string Repository { get; } = FindRepository();

    /// <summary>A version that no cache has met.</summary>
    public static string Version { get; } = $"0.0.0-test.{Guid.NewGuid():N}";

    /// <summary>Where the package lies.</summary>
    public static string Feed => Path.Combine(Root, "feed");

    /// <summary>The package.</summary>
    public static string File => Path.Combine(Feed, $"GenTracker.{Version}.nupkg");

    /// <summary>Its symbols.</summary>
    public static string Symbols => Path.Combine(Feed, $"GenTracker.{Version}.snupkg");

    /// <summary>
    /// What makes a build meet the package: the feed and the version. Restores go into a folder of this run's, so that nothing is left in the
    /// user's; what is there already need not be fetched again.
    /// </summary>
    internal static IReadOnlyDictionary<string, string> Environment { get; } = new Dictionary<string, string>
    {
        ["GenTrackerVersion"] = Version,
        ["RestoreAdditionalProjectSources"] = Feed,
        ["NUGET_PACKAGES"] = Path.Combine(Root, "packages"),
        ["RestoreFallbackFolders"] = UsersPackages,
    };

    private static string UsersPackages => System.Environment.GetEnvironmentVariable("NUGET_PACKAGES")
        ?? Path.Combine(System.Environment.GetFolderPath(System.Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    /// <summary>Packs it, where that is not done yet.</summary>
    public static Task GetAsync() => Packing.Value;

    /// <inheritdoc/>
    public Task InitializeAsync() => GetAsync();

    /// <inheritdoc/>
    public Task DisposeAsync() => Task.CompletedTask;

    /// <summary>A new, empty folder, outside of the repository.</summary>
    /// <param name="name">What it is for.</param>
    internal static string NewFolder(string name) =>
        Directory.CreateDirectory(Path.Combine(Root, $"{Interlocked.Increment(ref _folders)}.{name}")).FullName;

    /// <summary>Packs a project of the repository, as this version, into the feed.</summary>
    /// <param name="project">The project's folder.</param>
    internal static async Task PackAsync(string project)
    {
        Directory.CreateDirectory(UsersPackages);
        CommandResult packed = await Dotnet.RunAsync(
            Repository, new Dictionary<string, string>(), "pack", project, "-c", "Release", "-o", Feed, $"-p:PackageVersion={Version}");
        packed.Succeeded();
    }

    private static string CreateRoot()
    {
        string root = Directory.CreateTempSubdirectory("gentracker-package-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(root, recursive: true);
        return root;
    }

    private static string FindRepository([CallerFilePath] string thisFile = "") => Path.GetFullPath(Path.Combine(thisFile, "..", "..", ".."));
}
