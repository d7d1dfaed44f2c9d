using System;
using System.IO;
using System.Net.Http;
using System.Threading.Tasks;
using GenTracker.Tests.Shared;
using Xunit;

namespace GenTracker.Orleans.Processes.Tests.Support;

/// <summary>The sample ClusteredRooms, which the tests of a class share.</summary>
public sealed class RunningRooms : IAsyncLifetime
{
    private RunningProgram? _program;

    public HttpClient Http { get; } = new();

    public string Output => _program!.Output;

    public async Task InitializeAsync()
    {
        // Three silos and three gateways, one port after the other. A machine that is busy with other tests must not cost a node its lease.
        int port = FreePorts.GetRow(6);
        _program = RunningProgram.Start(
            "dotnet", Path.Combine(AppContext.BaseDirectory, "ClusteredRooms.dll"), "--urls", "http://127.0.0.1:0", "--Port", $"{port}", "--Lease", "15");
        Http.BaseAddress = await _program.ListensAsync();
    }

    public async Task DisposeAsync()
    {
        Http.Dispose();
        await _program!.DisposeAsync();
    }
}
