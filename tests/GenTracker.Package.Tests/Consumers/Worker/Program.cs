using GenTracker;

HostApplicationBuilder builder = Host.CreateApplicationBuilder(args);
builder.Logging.ClearProviders();
builder.Services.AddTracker<JobTracker>(options =>
{
    options.Restart = RestartPolicy.Transient;
    options.Backoff = new RestartBackoff { Initial = TimeSpan.FromMilliseconds(1) };
});
builder.Services.AddHostedService<Planner>();
using IHost host = builder.Build();
await host.RunAsync();

/// <summary>Opens the one job, and stops the host when it has done its work.</summary>
internal sealed class Planner(JobTracker jobs, IHostApplicationLifetime lifetime) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await jobs.FindOrOpenAsync("import", cancellationToken: stoppingToken);
        Job second = await jobs.WaitForAsync("import", job => job.Rows == 3, stoppingToken);
        Console.WriteLine($"{second.Key}: incarnation {second.Incarnation}, {second.Rows} rows");
        lifetime.StopApplication();
    }
}

/// <summary>A job that fails once, and goes on where it was.</summary>
[Tracker]
internal sealed partial class Job : ITrackedChild
{
    /// <summary>What is imported.</summary>
    [TrackedAttr(Survives = true)] public partial int Rows { get; }

    public async Task RunAsync(CancellationToken stoppingToken)
    {
        IncrementRows(Incarnation == 1 ? 2 : 1);
        if (Incarnation == 1) throw new InvalidOperationException("the connection is lost");
        await Task.Delay(Timeout.Infinite, stoppingToken);
    }

    public Task AfterTerminateAsync(ChildExit exit, CancellationToken cancellationToken)
    {
        Console.WriteLine($"{exit.Reason} with {Rows} rows, again: {exit.WillRestart}");
        return Task.CompletedTask;
    }
}
