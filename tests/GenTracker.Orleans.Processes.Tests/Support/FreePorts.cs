using System.Linq;
using System.Net;
using System.Net.Sockets;

namespace GenTracker.Orleans.Processes.Tests.Support;

/// <summary>Ports of loopback that nobody listens on.</summary>
internal static class FreePorts
{
    public static int[] Get(int count)
    {
        TcpListener[] listeners = [.. Enumerable.Range(0, count).Select(static _ => new TcpListener(IPAddress.Loopback, 0))];
        foreach (TcpListener listener in listeners)
            listener.Start();
        int[] ports = [.. listeners.Select(static listener => ((IPEndPoint)listener.LocalEndpoint).Port)];
        foreach (TcpListener listener in listeners)
            listener.Dispose();
        return ports;
    }

    /// <summary>The first of some ports that follow each other.</summary>
    public static int GetRow(int count)
    {
        while (true)
        {
            int first = Get(1)[0];
            TcpListener[] listeners = [.. Enumerable.Range(first, count).Select(static port => new TcpListener(IPAddress.Loopback, port))];
            try
            {
                foreach (TcpListener listener in listeners)
                    listener.Start();
                return first;
            }
            catch (SocketException)
            {
                // One of them is taken: another row.
            }
            finally
            {
                foreach (TcpListener listener in listeners)
                    listener.Dispose();
            }
        }
    }
}
