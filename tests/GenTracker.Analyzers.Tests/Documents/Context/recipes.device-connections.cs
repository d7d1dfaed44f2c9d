global using static Given;
using System.Net;
using System.Net.Sockets;
using GenTracker;
using Xunit;

public static class Given
{
    public static HostApplicationBuilder builder { get; } = Host.CreateApplicationBuilder();

    public static DeviceTracker devices { get; } = new();

    public static CancellationToken stoppingToken => CancellationToken.None;
}

public static class Check
{
    public static async Task RunAsync()
    {
        // Nobody listens at this port: the device is off.
        using Socket device = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        device.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        IPEndPoint address = (IPEndPoint)device.LocalEndPoint!;

        await using DeviceTracker tracker = new(new TrackerOptions
        {
            Restart = RestartPolicy.Permanent,
            MaxRestarts = int.MaxValue,
            Backoff = new RestartBackoff { Initial = TimeSpan.FromMilliseconds(1), Max = TimeSpan.FromMilliseconds(10) },
        });
        Device off = await tracker.FindOrOpenAsync("pump-7", address);
        Assert.IsType<SocketException>((await off.Completion).Exception);

        device.Listen();
        await HangUpAfterAsync("21.5");
        await HangUpAfterAsync("21.6");

        Device again = await tracker.WaitForAsync("pump-7", static child => child.Readings == 2);
        Assert.True(again.Connections >= 2, $"{again.Connections} connections gave two readings.");
        Assert.True(again.Incarnation > off.Incarnation);
        Assert.Contains(tracker.GetChildren(), static info => info is { Key: "pump-7", Restarts: > 1, LastExit: not null });

        async Task HangUpAfterAsync(string reading)
        {
            using Socket connection = await device.AcceptAsync();
            await connection.SendAsync(System.Text.Encoding.UTF8.GetBytes(reading + "\n"));
        }
    }
}
