using System;
using System.IO;
using System.Threading.Tasks;
using GenTracker.Package.Tests.DocumentedCommands;
using GenTracker.Tests.Shared;

namespace GenTracker.Package.Tests;

/// <summary>The program <c>tests/GenTracker.Aot</c>, published with the package.</summary>
/// <param name="Log">What the publish printed.</param>
/// <param name="File">The program.</param>
internal sealed record PublishedProgram(CommandResult Log, string File)
{
    private const string Page = "docs/aot.md", Said = "artifacts/native";

    /// <summary>Publishes it as the page says, but with the package and into a folder of this run's.</summary>
    public static Task<PublishedProgram> PublishNativeAsync() => PublishAsync("Native", OnPage);

    /// <summary>Publishes it in another form.</summary>
    /// <param name="name">The form.</param>
    /// <param name="options">What makes it that.</param>
    public static Task<PublishedProgram> PublishAsync(string name, string[] options) =>
        PublishAsync(name, $"{OnPage} -p:PublishAot=false {string.Join(' ', options)}");

    /// <summary>Runs it as the page says, and compares what it prints with what it should.</summary>
    public async Task PrintsWhatItShouldAsync() =>
        (await Shell.RunAsync(
            MarkdownDocument.Repository,
            PageCommand.On(Page, $"{Said}/GenTracker.Aot").Replace($"{Said}/GenTracker.Aot", File, StringComparison.Ordinal))).Succeeded().Printed(Expected);

    private static string OnPage => PageCommand.On(Page, $"dotnet publish tests/GenTracker.Aot -c Release --use-current-runtime -o {Said}");

    private static async Task<PublishedProgram> PublishAsync(string name, string command)
    {
        string folder = PackedPackage.NewFolder(name);
        string output = Path.Combine(folder, "published");
        string there = command.Replace($"-o {Said}", $"--artifacts-path '{folder}' -o '{output}'", StringComparison.Ordinal);
        return new PublishedProgram(
            (await Shell.RunAsync(MarkdownDocument.Repository, there, PackedPackage.Environment)).Succeeded(), Path.Combine(output, "GenTracker.Aot"));
    }

    private const string Expected = """
        end of north: Failed after 1 strokes, again: True
        well 1 is left
        restart: Failed, north is broken; 2 strokes survive, well 2
        counters: 9, 3, True False 8, 7
        attributes: PumpAttrs { Ready = True, Strokes = 9, Litres = 3, Load = 8, Peak = 7, Busy = 00:00:02, Label = main, Serial = 00000001-0002-0003-0405-060708090a0b, Pressure = 1.5, Limit = 4, Mode = Eco }
        adopted: True, 1 frame, 1 socket
        let go: Completed, refused: True, 0 sockets
        end of north: TrackerClosed after 9 strokes, again: False
        well 2 is left
        closed: TrackerClosed
        watched: 1 Synced
        watched: 2 Started north
        watched: 3 Terminated north Failed
        watched: 4 Restarted north
        watched: 5 Terminated north TrackerClosed
        """;
}
