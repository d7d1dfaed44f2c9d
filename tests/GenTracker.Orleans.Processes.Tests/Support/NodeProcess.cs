using System;
using System.IO;
using System.Threading.Tasks;
using GenTracker.Orleans.Node;
using GenTracker.Tests.Shared;

namespace GenTracker.Orleans.Processes.Tests.Support;

/// <summary>A node of a cluster as a process of its own.</summary>
internal sealed class NodeProcess : IAsyncDisposable
{
    /// <summary>The program of a node.</summary>
    public const string Program = "GenTracker.Orleans.Node.dll";

    /// <summary>The program of a node with a later version of the class.</summary>
    public const string LaterProgram = "GenTracker.Orleans.Node.Later.dll";

    private readonly RunningProgram _program;

    private NodeProcess(string name, RunningProgram program)
    {
        Name = name;
        _program = program;
    }

    public string Name { get; }

    /// <summary>Starts a node, and returns when it is a part of its cluster.</summary>
    public static async Task<NodeProcess> StartAsync(NodeSettings settings, string program = Program)
    {
        var node = new NodeProcess(
            settings.Name, RunningProgram.Start("dotnet", [Path.Combine(AppContext.BaseDirectory, program), .. settings.ToArguments()]));
        try
        {
            await node._program.PrintsAsync("READY");
            return node;
        }
        catch
        {
            await node.DisposeAsync();
            throw;
        }
    }

    /// <summary>Sends a signal, as <c>kill</c> does.</summary>
    public Task SignalAsync(string signal) => _program.SignalAsync(signal);

    /// <summary>Waits until it has ended, and gives its exit code.</summary>
    public Task<int> EndsAsync() => _program.EndsAsync();

    public ValueTask DisposeAsync() => _program.DisposeAsync();
}
