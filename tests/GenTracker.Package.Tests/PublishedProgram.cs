using System;
using System.Collections.Generic;
using System.IO;
using System.Threading.Tasks;
using GenTracker.Tests.Shared;

namespace GenTracker.Package.Tests;

/// <summary>The program <c>tests/GenTracker.Aot</c>, published with the package.</summary>
/// <param name="Log">What the publish printed.</param>
/// <param name="File">The program.</param>
internal sealed record PublishedProgram(CommandResult Log, string File)
{
    /// <summary>Publishes it for this machine.</summary>
    /// <param name="name">The kind of publish.</param>
    /// <param name="framework">The framework that it is compiled for.</param>
    /// <param name="options">How it is published.</param>
    public static async Task<PublishedProgram> PublishAsync(string name, string framework, params string[] options)
    {
        string folder = PackedPackage.NewFolder(name);
        string output = Path.Combine(folder, "published");
        CommandResult log = await Dotnet.RunAsync(
            MarkdownDocument.Repository,
            PackedPackage.Environment,
            ["publish", "tests/GenTracker.Aot", "-c", "Release", "-f", framework, "--use-current-runtime", "--artifacts-path", folder, "-o", output, .. options]);
        return new PublishedProgram(log.Succeeded(), Path.Combine(output, "GenTracker.Aot"));
    }

    /// <summary>Runs it and compares what it prints with what it should.</summary>
    public async Task PrintsWhatItShouldAsync() => (await Command.RunAsync(File, Path.GetDirectoryName(File)!, new Dictionary<string, string?>())).Succeeded().Printed(Expected);

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
