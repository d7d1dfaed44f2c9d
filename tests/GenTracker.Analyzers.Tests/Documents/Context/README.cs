global using static Given;

public static class Given
{
    public static HostApplicationBuilder builder { get; } = Host.CreateApplicationBuilder();

    public static StreamSource source { get; } = new();

    public static SocketTracker sockets { get; } = new();

    public static Socket socketChild => new();
}

[GenTracker.Tracker]
public sealed partial class Socket;

public sealed class StreamSource
{
    public Task ConnectAsync(CancellationToken cancellationToken) => Task.Delay(1, cancellationToken);

    public IAsyncEnumerable<byte[]> ReadAsync(CancellationToken cancellationToken) => throw new OperationCanceledException(cancellationToken);
}
