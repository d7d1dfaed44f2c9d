using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Logging;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace GenTracker.Hosting;

/// <summary>
/// Logs a warning when the host starts, if options are configured under a name that no added tracker has: a wrong name would have no effect, and nobody would
/// notice. It is no error, because a program may make a tracker of its own with such options.
/// </summary>
internal sealed class UnusedOptionsWarning(
    AddedTrackers trackers, IEnumerable<IConfigureOptions<TrackerOptions>> configured, ILoggerFactory? loggerFactory = null) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (loggerFactory?.CreateLogger("GenTracker") is { } logger)
                Warn(logger);
        }
        catch (Exception)
        {
            // As in LogQueue, there is no log to which the failure of a logger could go, and the host starts without the warning too.
        }

        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void Warn(ILogger logger)
    {
        foreach (string name in configured.Select(GetName).OfType<string>().Where(name => !trackers.Names.Contains(name)).Distinct())
            Messages.OptionsUnused(logger, name, string.Join(", ", trackers.Names));
    }

    /// <summary>The name of the options; null for what configures the options of all names, or is not known.</summary>
    private static string? GetName(IConfigureOptions<TrackerOptions> options) => options switch
    {
        ConfigureNamedOptions<TrackerOptions> named => named.Name,
        ConfigureNamedOptions<TrackerOptions, IConfiguration> bound => bound.Name,
        _ => null,
    };
}
