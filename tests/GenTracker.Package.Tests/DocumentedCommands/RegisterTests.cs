using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using GenTracker.Tests.Shared;
using Xunit;

namespace GenTracker.Package.Tests.DocumentedCommands;

/// <summary>No command of a page is run by nobody without a reason.</summary>
public class RegisterTests
{
    [Fact]
    public void Every_command_of_a_page_has_somebody_who_runs_it()
    {
        IEnumerable<PageCommand> forgotten = PageCommand.All.Except(CommandRegister.All.Select(static entry => entry.Command));

        Assert.True(
            !forgotten.Any(),
            $"Nobody runs these: enter each in {nameof(CommandRegister)}, run by a test, or by hand with the reason.\n{string.Join('\n', forgotten)}");
    }

    [Fact]
    public void The_register_has_no_command_that_no_page_says()
    {
        IEnumerable<PageCommand> gone = CommandRegister.All.Select(static entry => entry.Command).Except(PageCommand.All);

        Assert.True(!gone.Any(), $"No page says these: take them out of {nameof(CommandRegister)}, or mend them there.\n{string.Join('\n', gone)}");
    }

    [Fact]
    public void No_command_has_two_entries()
    {
        string[] twice = [.. CommandRegister.All.CountBy(static entry => entry.Command).Where(static count => count.Value > 1)
            .Select(static count => count.Key.ToString())];

        Assert.Empty(twice);
    }

    [Fact]
    public void A_release_packs_what_the_README_packs()
    {
        string release = File.ReadAllText(Path.Combine(MarkdownDocument.Repository, ".github", "workflows", "release.yml"));
        string[] packs =
        [
            .. PageCommand.All.Where(static command => command.Page == Pages.Readme).Select(static command => command.Text)
                .Where(static command => command.StartsWith("dotnet pack ", StringComparison.Ordinal)),
        ];

        Assert.NotEmpty(packs);
        Assert.All(packs, command => Assert.Contains($"- run: {command}\n", release, StringComparison.Ordinal));
    }

    [Fact]
    public void Commands_are_found_in_blocks_and_in_sentences_without_their_comments()
    {
        string[] said = [.. PageCommand.All.Where(static command => command.Page is "README.md").Select(static command => command.Text)];

        Assert.Contains("./test.sh", said);
        Assert.Contains("dotnet new gentracker-child -n Session", said);
        Assert.DoesNotContain(PageCommand.All, static command => command.Text.Contains(" # ", StringComparison.Ordinal) || command.Text.EndsWith('\\'));
    }
}
