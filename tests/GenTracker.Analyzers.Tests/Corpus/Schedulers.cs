// Background work that opens, watches and stops children.
using System.Collections.Concurrent;
using System.Threading.Channels;
using GenTracker;

namespace Corpus.Schedulers;

public sealed record Assignment(string Site, Uri Address, TimeSpan Period);

[Tracker]
public sealed partial class Probe(string key, Assignment assignment, [Injected] HttpClient http, [Injected] TimeProvider time) : ITrackedChild
{
    private readonly ConcurrentQueue<TimeSpan> _recent = new();

    [TrackedAttr] public partial long Asked { get; }
    [TrackedAttr] public partial int FailuresInARow { get; private set; }
    [TrackedAttr] public partial TimeSpan Slowest { get; private set; }
    [TrackedAttr] public partial ConcurrentDictionary<int, int>? Statuses { get; private set; }

    public TimeSpan Median => _recent.Order().ElementAtOrDefault(_recent.Count / 2);

    public async Task RunAsync(CancellationToken stoppingToken)
    {
        Statuses = new();
        using PeriodicTimer timer = new(assignment.Period, time);
        do
        {
            long began = time.GetTimestamp();
            try
            {
                using HttpResponseMessage answer = await http.GetAsync(assignment.Address, stoppingToken);
                Statuses.AddOrUpdate((int)answer.StatusCode, 1, static (_, count) => count + 1);
                FailuresInARow = 0;
            }
            catch (HttpRequestException)
            {
                if (IncrementFailuresInARow() > 10)
                {
                    throw;
                }
            }

            TimeSpan taken = time.GetElapsedTime(began);
            IncrementAsked();
            RaiseSlowestTo(taken);
            _recent.Enqueue(taken);
            while (_recent.Count > 100)
            {
                _recent.TryDequeue(out _);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    public override string ToString() => $"{key} at {assignment.Address}";
}

public sealed class Scheduler(ProbeTracker probes, IConfiguration configuration, ILogger<Scheduler> log) : BackgroundService
{
    private readonly Channel<Assignment> _changes = Channel.CreateUnbounded<Assignment>();
    private readonly Dictionary<string, Assignment> _wanted = [];

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (IConfigurationSection site in configuration.GetSection("Sites").GetChildren())
        {
            if (Uri.TryCreate(site["Address"], UriKind.Absolute, out Uri? address))
            {
                _wanted[site.Key] = new Assignment(site.Key, address, TimeSpan.FromSeconds(30));
            }
        }

        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Parallel.ForEachAsync(_wanted.Values, stoppingToken, async (assignment, cancellationToken) =>
            await probes.FindOrOpenAsync(assignment.Site, assignment, cancellationToken: cancellationToken));

        Task watching = WatchAsync(stoppingToken);
        await foreach (Assignment change in _changes.Reader.ReadAllAsync(stoppingToken))
        {
            if (_wanted.TryGetValue(change.Site, out Assignment? before) && before != change)
            {
                await probes.StopAsync(change.Site, stoppingToken);
            }

            _wanted[change.Site] = change;
            _ = await probes.FindOrOpenAsync(change.Site, change, new ChildOptions { Restart = RestartPolicy.Permanent }, stoppingToken);
        }

        await watching;
    }

    public bool TryAssign(Assignment assignment) => _changes.Writer.TryWrite(assignment);

    public async Task<bool> WaitUntilAskedAsync(string site, long times, TimeSpan patience)
    {
        using CancellationTokenSource limit = new(patience);
        try
        {
            await probes.WaitForAsync(site, probe => probe.Asked >= times, limit.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    // Waits by polling, as a loop may.
    public async Task<Probe?> PollAsync(string site, int attempts)
    {
        for (int attempt = 0; attempt < attempts; attempt++)
        {
            if (probes.Find(site) is { } probe)
            {
                return probe;
            }

            await Task.Delay(100);
        }

        return null;
    }

    public bool CountWithRetry(string site)
    {
        SpinWait spin = default;
        for (int attempt = 0; attempt < 20; attempt++)
        {
            if (probes.TryIncrementAsked(site, 1, out _))
            {
                return true;
            }

            spin.SpinOnce();
        }

        return false;
    }

    private async Task WatchAsync(CancellationToken stoppingToken)
    {
        long expected = 0;
        await foreach (ChildEvent<string, Probe> change in probes.WatchAsync(stoppingToken))
        {
            if (change.Number != ++expected)
            {
                throw new InvalidOperationException("A gap.");
            }

            switch (change.Kind)
            {
                case ChildEventKind.Started or ChildEventKind.Restarted:
                    log.LogInformation("{Probe} begins", change.Child);
                    break;
                case ChildEventKind.Terminated when change.Exit is { WillRestart: false } exit:
                    log.LogWarning(exit.Exception, "{Site} ended after {Asked} questions", change.Key, change.Child?.Asked);
                    break;
            }
        }
    }
}

public sealed class Janitor(ProbeTracker probes, TimeProvider time) : IHostedService, IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private Task _sweeping = Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _sweeping = SweepAsync(_stop.Token);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stop.CancelAsync();
        await _sweeping.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public ValueTask DisposeAsync()
    {
        _stop.Dispose();
        return default;
    }

    private async Task SweepAsync(CancellationToken stop)
    {
        using PeriodicTimer timer = new(TimeSpan.FromMinutes(1), time);
        while (await timer.WaitForNextTickAsync(stop))
        {
            foreach (ChildInfo<string, Probe> info in probes.GetChildren())
            {
                if (info is { State: ChildState.Restarting, Restarts: > 100 })
                {
                    // No code waits for it here.
                    _ = probes.StopAsync(info.Key, CancellationToken.None);
                }
            }

            await probes.WhenSettledAsync(stop);
        }
    }
}
