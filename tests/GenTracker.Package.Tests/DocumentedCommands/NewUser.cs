using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using System.Xml.Linq;
using GenTracker.Tests.Shared;
using Xunit;

namespace GenTracker.Package.Tests.DocumentedCommands;

/// <summary>
/// Somebody at a shell who has nothing of GenTracker yet, with a home folder of their own: sources, templates and restored packages go there, not to whoever
/// runs the tests.
/// </summary>
/// <param name="Folder">Where they are.</param>
/// <param name="Environment">The variables that their shell has in addition.</param>
internal sealed record NewUser(string Folder, IReadOnlyDictionary<string, string> Environment)
{
    /// <summary>A user in the folder whose <c>packages</c> are what the README's first commands have packed.</summary>
    public static NewUser Create()
    {
        string home = PackedPackage.NewFolder("Home");
        CopySources(home);
        return new NewUser(PackedPackage.Root, new Dictionary<string, string>
        {
            ["HOME"] = home,
            ["DOTNET_CLI_HOME"] = home,

            // 'dotnet new' restores on any idle node of MSBuild, and a node that somebody else has started knows only that user's sources.
            ["MSBUILDNODEHANDSHAKESALT"] = home,
            ["DOTNET_GENERATE_ASPNET_CERTIFICATE"] = "false",

            // Somebody else may have the port of the page.
            ["ASPNETCORE_URLS"] = "http://127.0.0.1:0",
            ["NUGET_PACKAGES"] = Path.Combine(home, "restored"),
            ["RestoreFallbackFolders"] = PackedPackage.UsersPackages,
        });
    }

    /// <summary>The same, in a folder further down.</summary>
    /// <param name="folder">Its path from here.</param>
    public NewUser In(string folder) => this with { Folder = Path.Combine(Folder, folder) };

    /// <summary>Types a page's command in.</summary>
    /// <param name="text">The command.</param>
    /// <param name="pages">The pages that say it.</param>
    public async Task<CommandResult> TypesAsync(string text, params string[] pages)
    {
        Assert.All(pages, page => PageCommand.On(page, text));
        return (await Shell.RunAsync(Folder, text, Environment)).Succeeded();
    }

    /// <summary>Types in a page's command that goes on until it is told to end.</summary>
    /// <param name="text">The command.</param>
    /// <param name="page">The page that says it.</param>
    public RunningProgram Starts(string text, string page) => Shell.Start(Folder, PageCommand.On(page, text), Environment);

    /// <summary>The sources of whoever runs the tests, who may have followed the README already.</summary>
    private static void CopySources(string home)
    {
        const string Folder = ".nuget/NuGet", File = "NuGet.Config";
        string theirs = Path.Combine(System.Environment.GetFolderPath(System.Environment.SpecialFolder.UserProfile), Folder, File);
        if (!System.IO.File.Exists(theirs)) return;
        XDocument sources = XDocument.Load(theirs);
        sources.Descendants("add").Where(static source => (string?)source.Attribute("key") == "gentracker").Remove();
        sources.Save(Path.Combine(Directory.CreateDirectory(Path.Combine(home, Folder)).FullName, File));
    }
}
