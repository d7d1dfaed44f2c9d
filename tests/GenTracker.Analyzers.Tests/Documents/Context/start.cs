global using static Given;
using GenTracker;

public static class Given
{
    public static HostApplicationBuilder builder { get; } = Host.CreateApplicationBuilder();
}

[Tracker]
public sealed partial class Session : ITrackedChild
{
    public Task RunAsync(CancellationToken stoppingToken) => Task.CompletedTask;
}
