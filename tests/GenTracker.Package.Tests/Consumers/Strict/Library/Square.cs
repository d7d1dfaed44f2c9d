namespace Library;

/// <summary>A shape.</summary>
public sealed class Square : Shape
{
    /// <summary>Makes it.</summary>
    public Square() => Corners = 4;

    /// <inheritdoc/>
    public override Task RunAsync(CancellationToken stoppingToken) => Task.Delay(Timeout.Infinite, stoppingToken);
}
