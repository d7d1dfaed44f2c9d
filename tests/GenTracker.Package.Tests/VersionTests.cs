using System;
using System.Collections.Generic;
using System.IO;
using System.Text.Json;
using System.Threading.Tasks;
using GenTracker.Tests.Shared;
using Xunit;

namespace GenTracker.Package.Tests;

/// <summary>The version of a package comes from git, and two builds share it only if their sources are the same.</summary>
public class VersionTests
{
    private const string Project = "templates/GenTracker.Templates";

    [Fact]
    public async Task A_commit_without_a_tag_is_named_in_its_version()
    {
        string repository = await NewRepositoryAsync();
        string first = await VersionAsync(repository), commit = await HeadAsync(repository);
        await CommitAsync(repository, "a second commit");

        string second = await VersionAsync(repository);

        Assert.Equal($"0.1.0-alpha.0.g{commit}", first);
        Assert.Equal($"0.1.0-alpha.0.1.g{await HeadAsync(repository)}", second);
    }

    [Fact]
    public async Task A_tag_is_the_version_and_the_commits_behind_it_count_from_it()
    {
        string repository = await NewRepositoryAsync();
        await GitAsync(repository, "tag", "v0.3.0");
        string tagged = await VersionAsync(repository);
        await CommitAsync(repository, "a second commit");
        string next = await VersionAsync(repository);
        await GitAsync(repository, "tag", "v0.4.0-beta.1");

        string prerelease = await VersionAsync(repository);

        Assert.Equal(("0.3.0", $"0.3.1-alpha.0.1.g{await HeadAsync(repository)}", "0.4.0-beta.1"), (tagged, next, prerelease));
    }

    [Fact]
    public async Task Changes_that_are_not_committed_have_versions_of_their_own()
    {
        string repository = await NewRepositoryAsync();
        await GitAsync(repository, "tag", "v0.3.0");
        await File.AppendAllTextAsync(Path.Combine(repository, "Directory.Build.props"), "\n");
        string changed = await VersionAsync(repository);
        await File.WriteAllTextAsync(Path.Combine(repository, "New.cs"), "// a file that git does not know");

        string added = await VersionAsync(repository);

        Assert.Matches("^0\\.3\\.0-d[0-9a-f]{10}$", changed);
        Assert.Matches("^0\\.3\\.0-d[0-9a-f]{10}$", added);
        Assert.NotEqual(changed, added);
        Assert.Equal(added, await VersionAsync(repository));
    }

    [Fact]
    public async Task A_shallow_clone_names_its_commit()
    {
        string repository = await NewRepositoryAsync(), clone = PackedPackage.NewFolder("Shallow");
        await CommitAsync(repository, "a second commit");
        await GitAsync(repository, "clone", "--quiet", "--depth", "1", $"file://{repository}", clone);

        Assert.Equal($"0.1.0-alpha.0.g{await HeadAsync(repository)}", await VersionAsync(clone));
    }

    [Fact]
    public async Task A_folder_without_commits_has_a_version_too_and_a_given_one_stays()
    {
        string folder = NewSources();
        string local = await VersionAsync(folder);
        await GitAsync(folder, "init", "--quiet");

        string withoutCommits = await VersionAsync(folder);

        Assert.Equal(("0.1.0-local", "0.1.0-local"), (local, withoutCommits));
        Assert.Equal("7.7.7", await VersionAsync(folder, "-p:PackageVersion=7.7.7"));
    }

    /// <summary>What the version of the smallest package depends on.</summary>
    private static string NewSources()
    {
        string folder = PackedPackage.NewFolder("Versions");
        foreach (string file in new[]
            {
                ".gitignore",
                "Directory.Build.props",
                "Directory.Build.targets",
                "Directory.Packages.props",
                $"{Project}/GenTracker.Templates.csproj",
            })
        {
            string target = Path.Combine(folder, file);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(Path.Combine(MarkdownDocument.Repository, file), target);
        }

        return folder;
    }

    private static async Task<string> NewRepositoryAsync()
    {
        string folder = NewSources();
        await GitAsync(folder, "init", "--quiet");
        await GitAsync(folder, "add", "--all");
        await CommitAsync(folder, "the first commit");
        return folder;
    }

    private static async Task<string> HeadAsync(string repository) => (await GitAsync(repository, "rev-parse", "--short=10", "HEAD")).Output.Trim();

    private static Task<CommandResult> CommitAsync(string repository, string subject) =>
        GitAsync(repository, "-c", "user.name=Test", "-c", "user.email=test@example.com", "commit", "--quiet", "--allow-empty", "-m", subject);

    private static async Task<CommandResult> GitAsync(string folder, params string[] arguments) =>
        (await Command.RunAsync("git", folder, new Dictionary<string, string?>(), arguments)).Succeeded();

    private static async Task<string> VersionAsync(string folder, params string[] arguments)
    {
        string[] command = ["msbuild", Project, "-restore", "-t:MinVer", "-getProperty:PackageVersion,AssemblyVersion", .. arguments];
        using JsonDocument answer = JsonDocument.Parse((await Dotnet.RunAsync(folder, new Dictionary<string, string>(), command)).Succeeded().Output);
        JsonElement properties = answer.RootElement.GetProperty("Properties");
        Assert.Matches("^0\\.[134]\\.0\\.0$", properties.GetProperty("AssemblyVersion").GetString());
        return properties.GetProperty("PackageVersion").GetString()!;
    }
}
