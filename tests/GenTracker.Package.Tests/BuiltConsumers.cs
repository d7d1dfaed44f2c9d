using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Xunit;

namespace GenTracker.Package.Tests;

/// <summary>
/// The <c>Consumers</c> that are right, as fresh projects: restored and built once for all tests, as one solution, for most of what a build takes is its own
/// beginning.
/// </summary>
public sealed class BuiltConsumers : IAsyncLifetime
{
    private static readonly string[] Alone = ["Console", "Web", "Worker", "TestProject", "Analyzers"];

    private static readonly string[] WithLibrary = ["TwoProjects", "Internals", "Strict", "Generators"];

    private static readonly Lazy<Task<BuiltConsumers>> Building = new(BuildAsync);

    private Dictionary<string, FreshFolder> _folders = [];
    private CommandResult _build = new(0, "");

    /// <summary>An application that has the package through a library only.</summary>
    /// <param name="privateAssets">What the library keeps back of the package.</param>
    public static string Transitive(string privateAssets) => $"Transitive.{privateAssets}";

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        BuiltConsumers built = await Building.Value;
        (_folders, _build) = (built._folders, built._build);
    }

    /// <inheritdoc/>
    public Task DisposeAsync() => Task.CompletedTask;

    /// <summary>A consumer's folder.</summary>
    /// <param name="consumer">The consumer.</param>
    internal FreshFolder this[string consumer] => _folders[consumer];

    /// <summary>What the build has printed of a consumer; fails where the build did.</summary>
    /// <param name="consumer">The consumer.</param>
    internal CommandResult BuildOf(string consumer) => _build.Succeeded().Of(_folders[consumer].FullName);

    private static async Task<BuiltConsumers> BuildAsync()
    {
        await PackedPackage.GetAsync();
        string root = FreshFolder.NewRoot("Consumers");
        BuiltConsumers built = new();
        foreach (string consumer in (string[])[.. Alone, .. WithLibrary]) built._folders.Add(consumer, FreshFolder.In(root, consumer, consumer));
        foreach (string privateAssets in TransitiveTests.Harmless)
        {
            built._folders.Add(
                Transitive(privateAssets),
                TransitiveTests.Keeping(privateAssets, FreshFolder.In(root, "Transitive", $"Transitive{built._folders.Count}"), withHall: true));
        }

        // A folder for each, as the projects' names are not unique.
        string[] projects =
        [
            .. Alone.Select(static consumer => $"""  <Folder Name="/{consumer}/"><Project Path="{consumer}/{consumer}.csproj" /></Folder>"""),
            .. built._folders.Where(static entry => !Alone.Contains(entry.Key)).Select(static entry => Path.GetFileName(entry.Value.FullName))
                .Select(static folder => $"""  <Folder Name="/{folder}/"><Project Path="{folder}/Library/Library.csproj" />"""
                    + $"""<Project Path="{folder}/App/App.csproj" /></Folder>"""),
        ];
        await File.WriteAllLinesAsync(Path.Combine(root, "Consumers.slnx"), ["<Solution>", .. projects, "</Solution>"]);
        built._build = await Dotnet.RunAsync(root, PackedPackage.Environment, "build", "Consumers.slnx");
        return built;
    }
}
