// A job for each tenant, with services from its own scope.
using System.ComponentModel.DataAnnotations;
using System.Diagnostics;
using GenTracker;
using Microsoft.Extensions.Options;

namespace Corpus.TenantJobs;

public sealed class BillingOptions
{
    [Range(1, 1000)] public int BatchSize { get; set; } = 100;

    public TimeSpan Period { get; set; } = TimeSpan.FromMinutes(5);
}

public interface IInvoiceStore
{
    Task<IReadOnlyList<Invoice>> NextAsync(Guid tenant, int count, CancellationToken cancellationToken);

    Task MarkAsync(Invoice invoice, CancellationToken cancellationToken);
}

public interface IMailer
{
    Task SendAsync(string to, string subject, CancellationToken cancellationToken);
}

public sealed record Invoice(long Number, string To, decimal Total)
{
    public int Attempts { get; set; }
}

[Tracker<Guid>(Name = "billing")]
public sealed partial class BillingJob(
    Guid key,
    string tenantName,
    [Injected] IInvoiceStore store,
    [FromKeyedServices("invoices")] IMailer mailer,
    [Injected] IOptionsMonitor<BillingOptions> options,
    [Injected] TimeProvider time,
    [Injected] ILogger<BillingJob> log,
    int priority = 0) : ITrackedChild
{
    private readonly Stopwatch _busy = new();
    private readonly Dictionary<string, int> _failures = new(StringComparer.OrdinalIgnoreCase);

    public int Priority => priority;

    [TrackedAttr(Survives = true)] public partial long Sent { get; }
    [TrackedAttr(Survives = true)] public partial decimal Billed { get; private set; }
    [TrackedAttr] public partial long LastInvoice { get; private set; }
    [TrackedAttr] public partial bool IsPaused { get; set; }
    [TrackedAttr] public partial TimeSpan Busy { get; private set; }
    [TrackedAttr] public partial DateTimeOffset? LastRun { get; private set; }

    public async Task RunAsync(CancellationToken stoppingToken)
    {
        using IDisposable? scope = log.BeginScope("tenant {Tenant}", tenantName);
        while (!stoppingToken.IsCancellationRequested)
        {
            if (!IsPaused)
            {
                await RunOnceAsync(stoppingToken);
            }

            await Task.Delay(options.CurrentValue.Period, time, stoppingToken);
        }
    }

    private async Task RunOnceAsync(CancellationToken stoppingToken)
    {
        _busy.Restart();
        IReadOnlyList<Invoice> invoices = await store.NextAsync(key, options.CurrentValue.BatchSize, stoppingToken);
        decimal total = 0;
        foreach (Invoice invoice in invoices)
        {
            invoice.Attempts++;
            try
            {
                await mailer.SendAsync(invoice.To, $"Invoice {invoice.Number}", stoppingToken);
            }
            catch (IOException failure)
            {
                _failures[invoice.To] = _failures.GetValueOrDefault(invoice.To) + 1;
                log.LogWarning(failure, "{To} was not reached ({Failures} times)", invoice.To, _failures[invoice.To]);
                continue;
            }

            await store.MarkAsync(invoice, stoppingToken);
            IncrementSent();
            RaiseLastInvoiceTo(invoice.Number);
            total += invoice.Total;
        }

        IncrementBilled(total);
        IncrementBusy(_busy.Elapsed);
        LastRun = time.GetUtcNow();
    }

    public async Task AfterTerminateAsync(ChildExit exit, CancellationToken cancellationToken)
    {
        if (exit is { Reason: ExitReason.RestartLimit, Exception: { } cause })
        {
            await mailer.SendAsync("operations@example.com", $"Billing of {tenantName} was given up: {cause.Message}", cancellationToken);
        }

        log.LogInformation("Billing of {Tenant} ended: {Sent} sent, {Billed} billed", tenantName, Sent, Billed);
    }
}

public sealed class TenantDirectory(BillingJobTracker jobs, IInvoiceStore store, ILogger<TenantDirectory> log) : BackgroundService
{
    private static readonly Dictionary<Guid, string> Known = [];
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        foreach ((Guid id, string name) in Known)
        {
            await jobs.FindOrOpenAsync(id, name, priority: 1, cancellationToken: stoppingToken);
        }

        await foreach (ChildEvent<Guid, BillingJob> change in jobs.WatchAsync(stoppingToken))
        {
            if (change is { Kind: ChildEventKind.Terminated, Exit.Reason: ExitReason.Failed })
            {
                log.LogError(change.Exit?.Exception, "Tenant {Tenant}", change.Key);
            }
        }
    }

    public async Task RemoveAsync(Guid tenant, CancellationToken cancellationToken)
    {
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        if (!await jobs.StopAsync(tenant, patience.Token))
        {
            log.LogInformation("{Tenant} had no job", tenant);
        }

        foreach (Invoice invoice in await store.NextAsync(tenant, 1, patience.Token))
        {
            log.LogWarning("{Tenant} leaves an unpaid invoice {Number}", tenant, invoice.Number);
        }
    }

    public void Pause(Guid tenant)
    {
        if (jobs.Find(tenant) is { IsPaused: false } job)
        {
            job.IsPaused = true;
        }
    }
}

public static class BillingServices
{
    public static IServiceCollection AddBilling(this IServiceCollection services)
    {
        services.AddOptions<BillingOptions>().BindConfiguration("Billing");
        services.AddOptions<TrackerOptions>("billing").BindConfiguration("Billing:Jobs");
        services.AddSingleton(TimeProvider.System);
        services.AddHostedService<TenantDirectory>();
        return services.AddTracker<BillingJobTracker>(options =>
        {
            options.Restart = RestartPolicy.Permanent;
            options.MaxRestarts = 10;
            options.Backoff = options.Backoff with { Initial = TimeSpan.FromSeconds(1) };
        });
    }
}
