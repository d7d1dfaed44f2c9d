using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Threading;

namespace GenTracker.Tests.Shared;

/// <summary>
/// Ports of loopback that nobody listens on, and that nobody else gets before a server of the test does. The ports that the system gives away come from a range
/// above these: one of those may belong to an outgoing connection a moment after it was found free. Test runs that go on at the same time tell each other by a
/// UDP socket with the number of each port, which lives as long as its process. All members are thread-safe.
/// </summary>
internal static class FreePorts
{
    private const int First = 10_000;
    private const int End = 32_000;

    private static readonly List<Socket> Reservations = [];
    private static readonly Lock Sync = new();

    /// <summary>Gets a port.</summary>
    public static int Get() => GetRow(1);

    /// <summary>Gets some ports.</summary>
    public static int[] Get(int count) => [.. Enumerable.Range(0, count).Select(static _ => Get())];

    /// <summary>Gets ports that follow each other.</summary>
    /// <returns>The first of them.</returns>
    public static int GetRow(int count)
    {
        lock (Sync)
        {
            while (true)
            {
                int first = Random.Shared.Next(First, End - count);
                if (TryReserve(first, count))
                    return first;
            }
        }
    }

    private static bool TryReserve(int first, int count)
    {
        List<Socket> sockets = [];
        for (int port = first; port < first + count; port++)
        {
            var endpoint = new IPEndPoint(IPAddress.Loopback, port);
            var reservation = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            sockets.Add(reservation);
            try
            {
                reservation.Bind(endpoint);
                using var listener = new TcpListener(endpoint);
                listener.Start();
            }
            catch (SocketException)
            {
                sockets.ForEach(static socket => socket.Dispose());
                return false;
            }
        }

        Reservations.AddRange(sockets);
        return true;
    }
}
