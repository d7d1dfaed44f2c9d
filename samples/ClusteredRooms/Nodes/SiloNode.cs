using System.Threading;
using System.Threading.Tasks;
using GenTracker.Orleans.Stores;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ClusteredRooms.Nodes;

/// <summary>A node that is a silo of this process, for a start without any server. The first one has the membership.</summary>
public sealed class SiloNode(ClusterSettings settings, int number, IClusterStore store) : INode
{
    private IHost? _host;
    private CuttableStore? _store;

    /// <inheritdoc/>
    public string Name { get; } = ClusterSettings.NameOf(number);

    /// <inheritdoc/>
    public bool IsRunning => _host is not null;

    /// <inheritdoc/>
    public bool CanEnd => number > 0;

    /// <inheritdoc/>
    public async Task StartAsync()
    {
        _store = new CuttableStore(store);
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Logging.AddConsole().SetMinimumLevel(LogLevel.Error);
        builder.UseOrleans(silo => settings.Configure(silo, number, _store));
        IHost host = builder.Build();
        await host.StartAsync();
        _host = host;
    }

    /// <inheritdoc/>
    public Task StopAsync() => EndAsync(CancellationToken.None);

    /// <inheritdoc/>
    public Task KillAsync()
    {
        // A silo cannot be killed alone. Cut off from the store, and told not to wait for anything, it ends as a killed process does for the others.
        _store?.Cut();
        return EndAsync(new CancellationToken(canceled: true));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await StopAsync();

    private async Task EndAsync(CancellationToken cancellationToken)
    {
        if (_host is not { } host)
            return;
        _host = null;
        await host.StopAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        host.Dispose();
    }
}
