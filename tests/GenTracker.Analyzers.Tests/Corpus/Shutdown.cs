// The start and the end of programs: registration, health, closing, and code that cannot be async.
using GenTracker;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace Corpus.Shutdown;

public interface IClock
{
    DateTimeOffset Now { get; }
}

public sealed class SystemClock : IClock
{
    public DateTimeOffset Now => DateTimeOffset.UtcNow;
}

[Tracker]
public sealed partial class Worker(string key, Func<CancellationToken, Task> work, string? extra = null, [Injected] IClock? clock = null) : ITrackedChild
{
    private static readonly Lazy<WorkerTracker> Shared = new(static () => new WorkerTracker());
    private static string? _lastKey;
    private static int _made;

    public static WorkerTracker All => Shared.Value;

    public static string? LastKey => _lastKey;

    public static int Made => Volatile.Read(ref _made);

    [TrackedAttr] public partial int Rounds { get; }
    [TrackedAttr] public partial DateTimeOffset Since { get; private set; }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _made);
        _lastKey = key;
        Since = clock?.Now ?? default;
        return extra is null ? Task.CompletedTask : Task.Delay(1, cancellationToken);
    }

    public async Task RunAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            await work(stoppingToken);
            if (IncrementRounds() >= 100)
            {
                return;
            }
        }
    }

    public async Task AfterTerminateAsync(ChildExit exit, CancellationToken cancellationToken)
    {
        int rounds = Rounds;
        rounds++;
        await Console.Out.WriteLineAsync($"{key} {rounds} {exit.Reason} {(await Completion).EndedAt}".AsMemory(), cancellationToken);
    }
}

[Tracker]
public sealed partial class OneShot(Action what) : ITrackedChild
{
    // It ends before anybody could stop it.
    public Task RunAsync(CancellationToken stoppingToken)
    {
        what();
        return Task.CompletedTask;
    }
}

[Tracker]
public sealed partial class Fire(Action what) : ITrackedChild
{
    public Task RunAsync(CancellationToken _) => Task.Run(what, CancellationToken.None);

    public Task StartAsync(int delay, CancellationToken cancellationToken) => Task.Delay(delay, cancellationToken);
}

public sealed class WorkerHealth(WorkerTracker workers, IOptionsMonitor<TrackerOptions> options) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        int restarting = workers.GetChildren().Count(static info => info.State == ChildState.Restarting);
        Dictionary<string, object> data = new() { ["running"] = workers.Count, ["restarting"] = restarting, ["most"] = options.Get(workers.Name).MaxChildren };
        return Task.FromResult(workers.AbandonedCount > 0
            ? HealthCheckResult.Unhealthy("Some workers do not end.", data: data)
            : restarting > 0 ? HealthCheckResult.Degraded(data: data) : HealthCheckResult.Healthy(data: data));
    }
}

public sealed class LegacyService(WorkerTracker workers) : IDisposable
{
    private readonly Dictionary<string, ChildRegistration> _registrations = [];

    // A framework without tasks calls this method.
    public void OnStop() => workers.CloseAsync().Wait(TimeSpan.FromSeconds(10));

    public bool Stop(string key) => workers.StopAsync(key).GetAwaiter().GetResult();

    public Worker Open(string key) => workers.FindOrOpenAsync(key, static stop => Task.Delay(10, stop)).AsTask().Result;

    public void Dispose()
    {
        foreach (ChildRegistration registration in _registrations.Values)
        {
            registration.DisposeAsync().AsTask().Wait();
        }
    }

    public void Keep(string key, Worker worker)
    {
        ChildRegistration registration = workers.AddExisting(key, worker);
        registration.Stopping.Register(() => _registrations.Remove(key));
        _registrations[key] = registration;
    }

    public ChildRegistration Hand(string key, Worker worker) => workers.AddExisting(key, worker);

    public Task AdoptWhileAsync(string key, Worker worker, Func<Task> running)
    {
        Task completion = running();
        workers.AddExisting(key, worker, completion);
        return completion;
    }
}

public static class Composition
{
    public static IHost Build(string[] args)
    {
        HostApplicationBuilder builder = Host.CreateApplicationBuilder(args);
        builder.Services.AddSingleton<IClock, SystemClock>();
        builder.Services.AddTracker<WorkerTracker>(static options =>
        {
            options.Restart = RestartPolicy.Transient;
            options.Backoff = new RestartBackoff { Initial = TimeSpan.FromMilliseconds(100), Factor = 3 };
        });
        builder.Services.AddTracker<OneShotTracker>();
        builder.Services.AddTracker<FireTracker>();
        builder.Services.AddHealthChecks().AddCheck<WorkerHealth>("workers");
        builder.Services.AddSingleton(static services => new LegacyService(services.GetRequiredService<WorkerTracker>()));
        return builder.Build();
    }

    public static async Task RunAsync(IHost host, IServiceProvider services)
    {
        WorkerTracker workers = services.GetRequiredService<WorkerTracker>();
        IHostApplicationLifetime lifetime = services.GetRequiredService<IHostApplicationLifetime>();
        CancellationToken stopping = lifetime.ApplicationStopping;
        await host.StartAsync(stopping);
        await workers.FindOrOpenAsync("main", stop => Task.Delay(1000, stop), extra: "main", cancellationToken: stopping);
        await foreach (ChildEvent<string, Worker> change in workers.WatchAsync(stopping))
        {
            if (change is { Key: "main", Kind: ChildEventKind.Terminated, Exit.WillRestart: false })
            {
                lifetime.StopApplication();
            }
        }

        await host.StopAsync(CancellationToken.None);
    }

    public static async Task<int> CountToAsync(WorkerTracker workers, int most)
    {
        int opened = 0;
        while (workers.Count < most && opened < most)
        {
            string key = $"worker-{opened++}";
            try
            {
                await workers.FindOrOpenAsync(key, static stop => Task.Delay(Timeout.Infinite, stop));
            }
            catch (TrackerFullException)
            {
                break;
            }
        }

        return opened;
    }
}
