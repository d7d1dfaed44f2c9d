global using static Given;
using GenTracker;

public static class Given
{
    public static WebApplicationBuilder builder { get; } = WebApplication.CreateBuilder();
}

[Tracker]
public sealed partial class LiveStream : ITrackedChild
{
    public Task RunAsync(CancellationToken stoppingToken) => Task.CompletedTask;
}
