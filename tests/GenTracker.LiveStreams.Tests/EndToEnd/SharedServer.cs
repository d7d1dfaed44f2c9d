using System;
using System.IO;
using System.Threading.Tasks;
using GenTracker.LiveStreams.Tests.Tools;
using Xunit;

namespace GenTracker.LiveStreams.Tests.EndToEnd;

/// <summary>One server for the tests of a class, with sources of every kind, good and bad.</summary>
public sealed class SharedServer : IAsyncLifetime
{
    private readonly string _files = Directory.CreateTempSubdirectory("live-streams-").FullName;
    private Server? _server;

    internal Server Server => _server ?? throw new InvalidOperationException("Not started yet.");

    public async Task InitializeAsync()
    {
        // The clock of the demo recording goes from 0.7 s to 8.7 s: a sixteenth of it lasts half a second.
        byte[] moment = Ts.Demo[..(Ts.Demo.Length / 16 / 188 * 188)];
        _server = await Server.StartAsync(
            "--ViewerBufferKilobytes", "2048",
            "--StallSeconds", "600",
            "--LiveStream:MaxRestarts", "3",
            "--LiveStream:Backoff:Initial", "00:00:00.010",
            "--LiveStream:Backoff:Max", "00:00:00.100",
            "--Sources:once", "file:" + Write("once.ts", moment),
            "--Sources:damaged", "file:" + Write("damaged.ts", Ts.Join(moment, new byte[200_000])),
            "--Sources:text", "file:" + Write("text.ts", new byte[1_000]),
            "--Sources:missing", "file:" + Path.Combine(_files, "missing.ts"));
    }

    public async Task DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
        Directory.Delete(_files, recursive: true);
    }

    private string Write(string name, byte[] content)
    {
        string path = Path.Combine(_files, name);
        File.WriteAllBytes(path, content);
        return path;
    }
}
