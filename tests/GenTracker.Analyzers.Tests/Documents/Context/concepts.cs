global using static Given;

public static class Given
{
    public static HostApplicationBuilder builder { get; } = Host.CreateApplicationBuilder();

    public static CancellationToken stoppingToken => CancellationToken.None;
}
