global using static Given;
using System.Runtime.CompilerServices;
using System.Text;
using System.Threading.Channels;
using GenTracker;
using Microsoft.Extensions.Options;
using Xunit;

public static class Given
{
    public static HostApplicationBuilder builder { get; } = Host.CreateApplicationBuilder();
}

public sealed class SmtpInvoices : IInvoices
{
    public Task<int> SendNextAsync(string tenant, CancellationToken cancellationToken) => Task.FromResult(1);
}

public sealed class TenantTable : ITenants
{
    public static Channel<IReadOnlySet<string>> Lists { get; } = Channel.CreateUnbounded<IReadOnlySet<string>>();

    public IAsyncEnumerable<IReadOnlySet<string>> ListsAsync(CancellationToken cancellationToken) => Lists.Reader.ReadAllAsync(cancellationToken);
}

public static class Check
{
    private const string Settings = """
        {
          "Billing": { "StopTimeout": "00:00:30", "MaxRestarts": 5, "Backoff": { "Initial": "00:00:01", "Max": "00:05:00" } }
        }
        """;

    public static async Task RunAsync()
    {
        HostApplicationBuilder service = Host.CreateApplicationBuilder();
        service.Logging.ClearProviders();
        service.Configuration.AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(Settings)));
        service.Services.AddScoped<IInvoices, SmtpInvoices>();
        service.Services.AddSingleton<ITenants, TenantTable>();
        service.Services.AddHostedService<BillingJobs>();
        service.Services.AddTracker<BillingJobTracker>(service.Configuration.GetSection("Billing"), options => options.Restart = RestartPolicy.Permanent);
        using IHost host = service.Build();
        TrackerOptions options = host.Services.GetRequiredService<IOptionsMonitor<TrackerOptions>>().Get(nameof(BillingJob));
        Assert.Equal(
            (30, 5, 1, 300), (options.StopTimeout.TotalSeconds, options.MaxRestarts, options.Backoff.Initial.TotalSeconds, options.Backoff.Max.TotalSeconds));

        await host.StartAsync();
        BillingJobTracker jobs = host.Services.GetRequiredService<BillingJobTracker>();
        await TenantTable.Lists.Writer.WriteAsync(new HashSet<string> { "north", "south" });
        BillingJob north = await jobs.WaitForAsync("north", static job => job.Sent == 1);
        BillingJob south = await jobs.WaitForAsync("south", static job => job.Sent == 1);

        await TenantTable.Lists.Writer.WriteAsync(new HashSet<string> { "south", "west" });
        await jobs.WaitForAsync("west", static job => job.Sent == 1);
        Assert.Equal(ExitReason.Stopped, (await north.Completion).Reason);
        Assert.Same(south, jobs.Find("south"));

        await host.StopAsync();
        Assert.Equal(ExitReason.TrackerClosed, (await south.Completion).Reason);
    }
}
