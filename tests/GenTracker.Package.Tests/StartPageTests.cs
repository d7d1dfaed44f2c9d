using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using GenTracker.Tests.Shared;
using Xunit;

namespace GenTracker.Package.Tests;

/// <summary>The page that newcomers follow, followed word by word.</summary>
/// <remarks>Its template is the affair of <see cref="TemplateTests"/>.</remarks>
public class StartPageTests : IClassFixture<PackedPackage>
{
    private static readonly MarkdownBlock[] Program = [.. MarkdownDocument.All.Single(static page => page.Path == "docs/start.md").Blocks.Take(5)];

    [Fact]
    public async Task Its_program_prints_what_the_page_says()
    {
        Assert.Equal(["sh", "csharp", "csharp", "sh", "text"], Program.Select(static block => block.Language));
        string folder = PackedPackage.NewFolder("Start");

        folder = await TypeAsync(folder, Program[0]);
        await File.WriteAllTextAsync(Path.Combine(folder, "Import.cs"), Program[1].Text);
        await File.WriteAllTextAsync(Path.Combine(folder, "Program.cs"), Program[2].Text);
        string[] run = Program[3].Text.Trim().Split(' ');
        CommandResult ran = (await Dotnet.RunAsync(folder, PackedPackage.Environment, run[1..])).Succeeded();

        ran.Found().Printed(Program[4].Text.TrimEnd('\n'));
    }

    /// <summary>Types in what a block says, line by line.</summary>
    /// <returns>The folder that it has led to.</returns>
    private static async Task<string> TypeAsync(string folder, MarkdownBlock commands)
    {
        foreach (string[] command in commands.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => line.Split(' ')))
        {
            if (command[0] == "cd")
            {
                folder = Path.Combine(folder, command[1]);
                continue;
            }

            (await Dotnet.RunAsync(folder, PackedPackage.Environment, command[1..])).Succeeded();
        }

        return folder;
    }
}
