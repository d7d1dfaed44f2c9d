using System.Collections.Generic;
using System.IO;
using System.Threading.Tasks;
using Xunit;

namespace GenTracker.Package.Tests;

/// <summary>The templates, packed and installed into a place of this run's own.</summary>
public sealed class Templates : IAsyncLifetime
{
    private string _hive = "";

    /// <summary>The package.</summary>
    public static string Package => Path.Combine(PackedPackage.Feed, $"GenTracker.Templates.{PackedPackage.Version}.nupkg");

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        await PackedPackage.GetTemplatesAsync();
        _hive = PackedPackage.NewFolder("Hive");
        (await NewAsync(PackedPackage.Feed, "install", Package)).Succeeded();
    }

    /// <inheritdoc/>
    public Task DisposeAsync() => Task.CompletedTask;

    /// <summary>Runs <c>dotnet new</c>.</summary>
    /// <param name="directory">Where.</param>
    /// <param name="arguments">Its arguments.</param>
    internal Task<CommandResult> NewAsync(string directory, params string[] arguments) =>
        Dotnet.RunAsync(directory, PackedPackage.Environment, ["new", .. arguments, "--debug:custom-hive", _hive]);
}
