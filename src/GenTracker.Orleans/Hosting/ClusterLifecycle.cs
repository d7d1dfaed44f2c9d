using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Orleans.Owning;
using GenTracker.Orleans.Runtime;
using GenTracker.Orleans.Stores;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Runtime;

namespace GenTracker.Orleans.Hosting;

/// <summary>
/// Ties the trackers of a node to its silo. The lease is there before the silo takes calls. The keys are handed over while the other silos still count this one
/// as alive, and the lease is given back when no child runs any more.
/// </summary>
/// <param name="lease">The lease.</param>
/// <param name="store">The store.</param>
/// <param name="options">The options.</param>
/// <param name="membership">The membership.</param>
/// <param name="services">The services of the node.</param>
/// <param name="logger">The logger.</param>
internal sealed class ClusterLifecycle(
    NodeLease lease,
    IClusterStore store,
    TrackerClusterOptions options,
    IClusterMembershipService membership,
    IServiceProvider services,
    ILogger<ClusterLifecycle> logger) : ILifecycleParticipant<ISiloLifecycle>, IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private IClusterNode[] _nodes = [];
    private Task _background = Task.CompletedTask;
    private readonly TaskCompletionSource _left = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Participate(ISiloLifecycle observer)
    {
        observer.Subscribe(nameof(NodeLease), ServiceLifecycleStage.RuntimeServices, StartLeaseAsync, StopLeaseAsync);
        observer.Subscribe(nameof(KeyTakeover), ServiceLifecycleStage.Active, StartNodesAsync, StopNodesAsync);
    }

    public void Dispose() => _stop.Dispose();

    private async Task StartLeaseAsync(CancellationToken cancellationToken)
    {
        // What is wrong with a tracker is told before the node joins.
        _nodes = [.. services.GetServices<IClusterNode>()];
        if (_nodes.GroupBy(static node => node.Name, StringComparer.Ordinal).FirstOrDefault(static same => same.Count() > 1) is { } twice)
        {
            throw new ClusterException(
                $"Two clustered classes of this node have the name {twice.Key}. Give one of them another one: [Tracker(Name = …)].", twice.Key);
        }

        lease.OnRegained = () => Task.WhenAll(_nodes.Select(static node => node.ReconcileAsync()));
        await lease.StartAsync(cancellationToken).ConfigureAwait(false);
        lease.Lost.Register(() => Task.Run(LeaveAsync));
        _background = Task.Run(lease.RunAsync, CancellationToken.None);
    }

    private Task StartNodesAsync(CancellationToken cancellationToken)
    {
        IEnumerable<Task> takeovers = _nodes.Select(node => Task.Run(() => node.RunAsync(_stop.Token), CancellationToken.None));
        Task members = Task.Run(FollowMembersAsync, CancellationToken.None);
        Task deletions = Task.Run(DeleteEndedAsync, CancellationToken.None);
        _background = Task.WhenAll([_background, members, deletions, .. takeovers]);
        return Task.CompletedTask;
    }

    private async Task StopNodesAsync(CancellationToken cancellationToken)
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        if (lease.Lost.IsCancellationRequested)
        {
            await _left.Task.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return;
        }

        try
        {
            await lease.RevokeAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            HostingLog.RevocationFailed(logger, lease.Node, exception);
        }

        await Task.WhenAll(_nodes.Select(static node => node.HandOverAsync())).WaitAsync(cancellationToken).ConfigureAwait(false);
        await TellOthersAsync().WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task StopLeaseAsync(CancellationToken cancellationToken)
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        try
        {
            if (!lease.Lost.IsCancellationRequested)
                await lease.ReleaseAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            HostingLog.ReleaseFailed(logger, lease.Node, exception);
        }

        await _background.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    // The keys that were handed over come back at once, and not at the next sweep.
    private async Task TellOthersAsync()
    {
        IGrainFactory grains = services.GetRequiredService<IGrainFactory>();
        IMembers members = services.GetRequiredService<IMembers>();
        await Task.WhenAll(_nodes.SelectMany(node => members.GetActive(node.Name).Where(other => other != lease.Node).Select(async other =>
        {
            try
            {
                await grains.GetGrain<INodeGrain>(NodeKey.Format(other, node.Name)).SweepAsync().ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is OrleansException or TimeoutException)
            {
                HostingLog.TellingFailed(logger, other, exception);
            }
        }))).ConfigureAwait(false);
    }

    private async Task LeaveAsync()
    {
        IHostApplicationLifetime? host = services.GetService<IHostApplicationLifetime>();
        using var deadline = new CancellationTokenSource(options.StopMargin, options.TimeProvider);

        // Not awaited: it ends when the host has stopped, and the host waits for this method.
        _ = ExitAsync(host);
        await Task.WhenAll(_nodes.Select(node => node.StopAllAsync(deadline.Token))).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        host?.StopApplication();
        try
        {
            // If the store is there, as after a revocation, other nodes need not wait for the end of the lease. If it is not, the host waits no longer than the
            // margin.
            using var timeout = new CancellationTokenSource(options.StopMargin, options.TimeProvider);
            await store.ReleaseNodeAsync(lease.Node, timeout.Token).WaitAsync(timeout.Token).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            HostingLog.ReleaseFailed(logger, lease.Node, exception);
        }
        finally
        {
            _left.SetResult();
        }
    }

    // A silo that cannot reach its membership table hangs in its stop.
    private async Task ExitAsync(IHostApplicationLifetime? host)
    {
        if (options.ExitTimeout == Timeout.InfiniteTimeSpan || host is null)
            return;
        await Task.Delay(options.ExitTimeout, options.TimeProvider, host.ApplicationStopped).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (host.ApplicationStopped.IsCancellationRequested)
            return;
        OwningLog.Exits(logger, options.ExitTimeout);
        Environment.Exit(75);
    }

    private async Task FollowMembersAsync()
    {
        try
        {
            await foreach (ClusterMembershipSnapshot _ in membership.MembershipUpdates.WithCancellation(_stop.Token).ConfigureAwait(false))
            {
                foreach (IClusterNode node in _nodes)
                    node.Sweep();
            }
        }
        catch (OperationCanceledException)
        {
        }
    }

    private async Task DeleteEndedAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            // Nodes that were started together do not delete together.
            await Task.Delay(options.KeepEnded * (0.1 + (0.1 * Random.Shared.NextDouble())), options.TimeProvider, _stop.Token)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            try
            {
                if (!_stop.IsCancellationRequested)
                    await store.DeleteEndedAsync(options.KeepEnded, _stop.Token).ConfigureAwait(false);
            }
            catch (Exception exception) when (!_stop.IsCancellationRequested)
            {
                HostingLog.DeletionFailed(logger, exception);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }
}
