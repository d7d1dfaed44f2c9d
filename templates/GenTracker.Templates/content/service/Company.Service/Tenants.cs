namespace Company.Service;

/// <summary>Opens a job for each tenant that the configuration names.</summary>
/// <param name="jobs">The jobs.</param>
/// <param name="configuration">Where the tenants are named.</param>
public sealed class Tenants(TenantJobTracker jobs, IConfiguration configuration) : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        foreach (string tenant in configuration.GetSection("Tenants").Get<string[]>() ?? [])
        {
            await jobs.FindOrOpenAsync(tenant, TimeSpan.FromSeconds(1), cancellationToken: stoppingToken);
        }
    }
}
