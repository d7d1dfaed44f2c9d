using System;
using System.Globalization;
using System.IO;
using System.Threading.Tasks;
using GenTracker.Tests.Shared;

namespace GenTracker.Orleans.Processes.Tests.Support;

/// <summary>A Redis server of this test run alone: on a free port of loopback, in a temporary directory, in memory only.</summary>
internal sealed class RedisServer : IAsyncDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("gentracker-redis-").FullName;
    private readonly RunningProgram _program;

    private RedisServer(int port)
    {
        Port = port;
        _program = RunningProgram.Start(
            "redis-server",
            ["--port", port.ToString(CultureInfo.InvariantCulture), "--bind", "127.0.0.1", "--dir", _directory, "--save", "", "--appendonly", "no"]);
    }

    public int Port { get; }

    public static async Task<RedisServer> StartNewAsync()
    {
        var server = new RedisServer(FreePorts.Get());
        await server._program.PrintsAsync("eady to accept connections");
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        await _program.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }
}
