using System;
using System.IO;
using System.Threading.Tasks;
using GenTracker.Package.Tests.DocumentedCommands;
using GenTracker.Tests.Shared;

namespace GenTracker.Package.Tests;

/// <summary>A program of the tests, published with the packages.</summary>
internal sealed class PublishedProgram
{
    private const string Page = "docs/aot.md";

    private readonly Subject _subject;

    private PublishedProgram(Subject subject, CommandResult log, string file)
    {
        _subject = subject;
        Log = log;
        File = file;
    }

    /// <summary>What the publish printed.</summary>
    public CommandResult Log { get; }

    /// <summary>The program.</summary>
    public string File { get; }

    /// <summary>Publishes <c>tests/GenTracker.Aot</c> as the page says, but with the package and into a folder of this run's.</summary>
    public static Task<PublishedProgram> PublishNativeAsync() => PublishAsync("Native", Library, Library.PublishCommand);

    /// <summary>Publishes <c>tests/GenTracker.AspNetCore.Aot</c> in the same way.</summary>
    public static Task<PublishedProgram> PublishNativeWebAsync() => PublishAsync("NativeWeb", Web, Web.PublishCommand);

    /// <summary>Publishes <c>tests/GenTracker.Aot</c> in another form.</summary>
    /// <param name="name">The form.</param>
    /// <param name="options">What makes it that.</param>
    public static Task<PublishedProgram> PublishAsync(string name, string[] options) =>
        PublishAsync(name, Library, $"{Library.PublishCommand} -p:PublishAot=false {string.Join(' ', options)}");

    /// <summary>Runs it as the page says, and compares what it prints with what it should.</summary>
    public async Task PrintsWhatItShouldAsync() =>
        (await Shell.RunAsync(
            MarkdownDocument.Repository,
            PageCommand.On(Page, _subject.RunCommand).Replace(_subject.RunCommand, File, StringComparison.Ordinal))).Succeeded().Printed(_subject.Expected);

    private static async Task<PublishedProgram> PublishAsync(string name, Subject subject, string command)
    {
        string folder = PackedPackage.NewFolder(name);
        string output = Path.Combine(folder, "published");
        string there = command.Replace($"-o {subject.Folder}", $"--artifacts-path '{folder}' -o '{output}'", StringComparison.Ordinal);
        return new PublishedProgram(
            subject,
            (await Shell.RunAsync(MarkdownDocument.Repository, there, PackedPackage.Environment)).Succeeded(),
            Path.Combine(output, subject.Project));
    }

    /// <summary>A program, where the page publishes it to, and what it prints.</summary>
    private sealed record Subject(string Project, string Folder, string Expected)
    {
        public string RunCommand => $"{Folder}/{Project}";

        public string PublishCommand => PageCommand.On(Page, $"dotnet publish tests/{Project} -c Release --use-current-runtime -o {Folder}");
    }

    private static readonly Subject Web = new("GenTracker.AspNetCore.Aot", "artifacts/native-web", """
        /trackers/: 200 text/html True
        /trackers/api/trackers: 200 application/json True
        /trackers/api/tracker?name=Device: 200 application/json True
        /trackers/api/children?name=Device&sort=Bytes: 200 application/json True
        /trackers/api/children?name=Device&sort=Nope: 400 application/problem+json True
        /health: 200 text/plain True
        /count: 404 application/problem+json True
        event: tracker
        event: children
        stop: 200 {"stopped":true}, 0 left
        /trackers/api/exits?name=Device: 200 application/json True
        """);

    private static readonly Subject Library = new("GenTracker.Aot", "artifacts/native", """
        end of north: Failed after 1 strokes, again: True
        well 1 is left
        restart: Failed, north is broken; 2 strokes survive, well 2
        counters: 9, 3, True False 8, 7
        attributes: PumpAttrs { Ready = True, Strokes = 9, Litres = 3, Sent = 0, Field = , Plate = , Load = 8, Peak = 7, Busy = 00:00:02, Label = main, Serial = 00000001-0002-0003-0405-060708090a0b, Pressure = 1.5, Limit = 4, Mode = Eco }
        found: 2 in the east, True by plate, taken: True
        moved: 1 in the east, 1 nowhere
        end of south: Stopped after 1 strokes, again: False
        well 3 is left
        measured: gentracker.child.exits 1, pump.sent 1316, pump.sent.by_child 1000, pump.sent.final 316
        remembered: south Stopped after 316 B; 2 ends
        listed: north Running
        monitored: Pump, north Running, 15 values, secret: True
        adopted: True, 1 frame, 1 socket
        let go: Completed, refused: True, 0 sockets
        end of north: TrackerClosed after 9 strokes, again: False
        well 2 is left
        closed: TrackerClosed
        watched: 1 Synced
        watched: 2 Started north
        watched: 3 Terminated north Failed
        watched: 4 Restarted north
        watched: 5 Started south
        watched: 6 Terminated south Stopped
        watched: 7 Terminated north TrackerClosed
        """);
}
