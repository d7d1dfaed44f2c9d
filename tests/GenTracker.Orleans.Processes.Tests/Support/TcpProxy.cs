using System;
using System.Collections.Generic;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;

namespace GenTracker.Orleans.Processes.Tests.Support;

/// <summary>A way to a port of loopback that can be cut as a cable is: bytes stop and connections stay. All members are thread-safe.</summary>
internal sealed class TcpProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly Lock _lock = new();
    private readonly HashSet<string> _cutOff = [];
    private readonly int _target;
    private readonly bool _hearsNames;
    private readonly Task _accepting;
    private volatile bool _isCut;

    /// <param name="target">The port that it leads to.</param>
    /// <param name="hearsNames">Whether the first line of each connection is the name of who connects, and not for the target.</param>
    public TcpProxy(int target, bool hearsNames = false)
    {
        (_target, _hearsNames) = (target, hearsNames);
        _listener.Start();
        _accepting = Task.Run(AcceptAsync);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Lets nothing through any more, in either direction.</summary>
    public void Cut() => _isCut = true;

    /// <summary>Lets nothing through any more of one who connects, in either direction.</summary>
    public void Cut(string name)
    {
        lock (_lock)
            _cutOff.Add(name);
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Dispose();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _end.Dispose();
    }

    private static async Task<string> ReadLineAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        var line = new List<char>();
        var next = new byte[1];
        while (true)
        {
            await stream.ReadExactlyAsync(next, cancellationToken);
            if (next[0] == '\n')
                return new string([.. line]);
            line.Add((char)next[0]);
        }
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            TcpClient caller = await _listener.AcceptTcpClientAsync(_end.Token);
            _ = ConnectAsync(caller);
        }
    }

    private async Task ConnectAsync(TcpClient caller)
    {
        using TcpClient target = new() { NoDelay = true };
        using (caller)
        {
            caller.NoDelay = true;
            try
            {
                NetworkStream from = caller.GetStream();
                string name = _hearsNames ? await ReadLineAsync(from, _end.Token) : "";
                await target.ConnectAsync(IPAddress.Loopback, _target, _end.Token);
                await Task.WhenAny(CopyAsync(name, from, target.GetStream()), CopyAsync(name, target.GetStream(), from));
            }
            catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException)
            {
                // One side has closed the connection, or is not there: the other one is told by its end.
            }
        }
    }

    private async Task CopyAsync(string name, NetworkStream from, NetworkStream to)
    {
        var buffer = new byte[16_384];
        try
        {
            while (await from.ReadAsync(buffer, _end.Token) is > 0 and var count)
            {
                if (IsCut(name))
                    await Task.Delay(Timeout.Infinite, _end.Token);
                await to.WriteAsync(buffer.AsMemory(0, count), _end.Token);
            }

            // Nor does the end of a connection pass.
            if (IsCut(name))
                await Task.Delay(Timeout.Infinite, _end.Token);
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException or OperationCanceledException)
        {
            // The other direction has closed the connection.
        }
    }

    private bool IsCut(string name)
    {
        if (_isCut)
            return true;
        lock (_lock)
            return _cutOff.Contains(name);
    }
}
