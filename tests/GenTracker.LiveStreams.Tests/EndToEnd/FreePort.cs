using System.Net;
using System.Net.Sockets;

namespace GenTracker.LiveStreams.Tests.EndToEnd;

/// <summary>Finds a port for a server that must come back under its address.</summary>
internal static class FreePort
{
    public static int Find()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
