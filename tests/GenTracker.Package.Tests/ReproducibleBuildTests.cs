using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Security.Cryptography;
using System.Threading.Tasks;
using GenTracker.Tests.Shared;
using Xunit;

namespace GenTracker.Package.Tests;

/// <summary>The same sources give the same bytes, wherever they lie and whatever was built there before.</summary>
public class ReproducibleBuildTests : IClassFixture<PackedPackage>
{
    [Fact]
    public async Task A_clone_in_another_folder_packs_the_same_files()
    {
        string clone = PackedPackage.NewFolder("Clone");
        string feed = PackedPackage.NewFolder("CloneFeed");
        await CloneAsync(clone);

        (await Dotnet.RunAsync(
            clone,
            new Dictionary<string, string>(),
            ["pack", "src/GenTracker", "-c", "Release", "-o", feed, $"-p:PackageVersion={PackedPackage.Version}", "-p:RunAnalyzers=false"])).Succeeded();

        Assert.Equal(Hashes(PackedPackage.File), Hashes(Path.Combine(feed, Path.GetFileName(PackedPackage.File))));
        Assert.Equal(Hashes(PackedPackage.Symbols), Hashes(Path.Combine(feed, Path.GetFileName(PackedPackage.Symbols))));
    }

    /// <summary>The commit that the package was made of, and the files as they lie there now.</summary>
    private static async Task CloneAsync(string clone)
    {
        (await GitAsync("clone", "--quiet", "--shared", "--no-checkout", MarkdownDocument.Repository, clone)).Succeeded();
        CommandResult files = (await GitAsync("ls-files", "-z", "--cached", "--others", "--exclude-standard")).Succeeded();
        foreach (string file in files.Output.Split('\0', StringSplitOptions.RemoveEmptyEntries))
        {
            string source = Path.Combine(MarkdownDocument.Repository, file);
            string target = Path.Combine(clone, file);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            if (File.Exists(source)) File.Copy(source, target);
        }
    }

    private static Task<CommandResult> GitAsync(params string[] arguments) =>
        Command.RunAsync("git", MarkdownDocument.Repository, new Dictionary<string, string?>(), arguments);

    /// <summary>What is in a package, save for its own identity, which NuGet makes up anew each time.</summary>
    private static string[] Hashes(string package)
    {
        using ZipArchive archive = ZipFile.OpenRead(package);
        return
        [
            .. archive.Entries
                .Where(entry =>
                    !entry.FullName.StartsWith("package/", StringComparison.Ordinal) && !entry.FullName.StartsWith("_rels/", StringComparison.Ordinal))
                .OrderBy(entry => entry.FullName, StringComparer.Ordinal)
                .Select(entry => $"{entry.FullName} {Hash(entry)}"),
        ];
    }

    private static string Hash(ZipArchiveEntry entry)
    {
        using Stream content = entry.Open();
        return Convert.ToHexString(SHA256.HashData(content));
    }
}
