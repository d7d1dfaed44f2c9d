using System;
using System.Collections.Generic;
using System.IO;
using System.Runtime.CompilerServices;
using System.Threading.Tasks;
using Xunit;

namespace GenTracker.Package.Tests;

/// <summary>The package as <c>dotnet pack src/GenTracker</c> makes it, in a folder of its own; made once for all tests.</summary>
public sealed class PackedPackage : IAsyncLifetime
{
    private readonly string _root = Directory.CreateTempSubdirectory("gentracker-package-").FullName;

    /// <summary>The repository that is packed.</summary>
    public static string Repository { get; } = FindRepository();

    /// <summary>A version that no cache has met.</summary>
    public string Version { get; } = $"0.0.0-test.{Guid.NewGuid():N}";

    /// <summary>Where the package lies.</summary>
    public string Feed => Path.Combine(_root, "feed");

    /// <summary>The package.</summary>
    public string File => Path.Combine(Feed, $"GenTracker.{Version}.nupkg");

    /// <summary>Its symbols.</summary>
    public string Symbols => Path.Combine(Feed, $"GenTracker.{Version}.snupkg");

    /// <summary>
    /// Restores into a folder of this run's, so that nothing is left in the user's; what is there already need not be fetched again.
    /// </summary>
    internal IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string>
    {
        ["NUGET_PACKAGES"] = Path.Combine(_root, "packages"),
        ["RestoreFallbackFolders"] = UsersPackages,
    };

    private static string UsersPackages => System.Environment.GetEnvironmentVariable("NUGET_PACKAGES")
        ?? Path.Combine(System.Environment.GetFolderPath(System.Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        Directory.CreateDirectory(UsersPackages);
        DotnetResult packed = await Dotnet.RunAsync(
            Repository, new Dictionary<string, string>(), "pack", "src/GenTracker", "-c", "Release", "-o", Feed, $"-p:PackageVersion={Version}");
        packed.Succeeded();
    }

    /// <inheritdoc/>
    public Task DisposeAsync()
    {
        Directory.Delete(_root, recursive: true);
        return Task.CompletedTask;
    }

    /// <summary>A new, empty project that refers to the package.</summary>
    /// <param name="name">The project's name.</param>
    /// <param name="program">The text of its only source file.</param>
    internal FreshProject NewProject(string name, string program) => FreshProject.Create(this, Path.Combine(_root, name), name, program);

    private static string FindRepository([CallerFilePath] string thisFile = "") => Path.GetFullPath(Path.Combine(thisFile, "..", "..", ".."));
}
