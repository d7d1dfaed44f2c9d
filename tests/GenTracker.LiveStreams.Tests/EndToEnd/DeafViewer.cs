using System;
using System.Net.Sockets;
using System.Text;
using System.Threading.Tasks;

namespace GenTracker.LiveStreams.Tests.EndToEnd;

/// <summary>Somebody who asks for a stream and never reads a byte of it.</summary>
internal sealed class DeafViewer : IDisposable
{
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4096 };

    private DeafViewer()
    {
    }

    public static async Task<DeafViewer> ConnectAsync(Server server, string path)
    {
        DeafViewer viewer = new();
        await viewer._socket.ConnectAsync(server.Address.Host, server.Address.Port);
        await viewer._socket.SendAsync(Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: {server.Address.Authority}\r\n\r\n"));
        return viewer;
    }

    public void Dispose() => _socket.Dispose();
}
