using System;
using System.IO;
using System.Net.Sockets;
using System.Text;
using System.Threading.Tasks;

namespace GenTracker.LiveStreams.Tests.EndToEnd;

/// <summary>A publisher that sends when the test says so, in chunks of HTTP, good ones and bad ones. Disposed, it is gone without a word.</summary>
internal sealed class RawPublisher : IDisposable
{
    private readonly TcpClient _connection = new();

    private RawPublisher()
    {
    }

    public static async Task<RawPublisher> ConnectAsync(Server server, string path)
    {
        RawPublisher publisher = new();
        await publisher._connection.ConnectAsync(server.Address.Host, server.Address.Port);
        await publisher.SendTextAsync($"POST {path} HTTP/1.1\r\nHost: {server.Address.Authority}\r\nTransfer-Encoding: chunked\r\n\r\n");
        return publisher;
    }

    /// <summary>Sends packets as one chunk.</summary>
    public async Task SendAsync(ReadOnlyMemory<byte> packets)
    {
        await SendTextAsync($"{packets.Length:x}\r\n");
        await _connection.GetStream().WriteAsync(packets);
        await SendTextAsync("\r\n");
    }

    /// <summary>Sends a text as it is.</summary>
    public async Task SendTextAsync(string text) => await _connection.GetStream().WriteAsync(Encoding.ASCII.GetBytes(text));

    /// <summary>What the server answers until it closes the connection.</summary>
    public async Task<string> ReadAnswerAsync()
    {
        using StreamReader reader = new(_connection.GetStream(), Encoding.ASCII, leaveOpen: true);
        return await reader.ReadToEndAsync();
    }

    public void Dispose() => _connection.Dispose();
}
