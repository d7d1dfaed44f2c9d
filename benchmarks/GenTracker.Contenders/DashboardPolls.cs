using System;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Contenders.Tracked;
using GenTracker.Runtime;

namespace GenTracker.Contenders;

/// <summary>Reads what the dashboard's page of a tracker reads each second, while other work goes on.</summary>
public sealed class DashboardPolls(ChannelTracker tracker) : IAsyncDisposable
{
    private static readonly ChildQuery FirstPage = new() { Take = 50, Sort = ChildSort.Key };

    private readonly ITrackerMonitor _monitor = ((ITracker)tracker).Monitor;
    private CancellationTokenSource? _open;
    private Task _polls = Task.CompletedTask;

    /// <summary>Reads everything once, so many times.</summary>
    public long Poll(int operations)
    {
        long read = 0;
        for (int i = 0; i < operations; i++)
        {
            read += _monitor.GetTotals().Starts + _monitor.GetCounts().Count + _monitor.GetRecentExits().Count;
            read += _monitor.Query(FirstPage).Children.Count;
        }

        return read;
    }

    /// <summary>Polls from now on, with a pause between.</summary>
    public void Open(TimeSpan pause)
    {
        if (_open is not null)
            return;
        _open = new CancellationTokenSource();
        _polls = PollAsync(pause, _open.Token);
    }

    public async Task CloseAsync()
    {
        if (_open is null)
            return;
        await _open.CancelAsync().ConfigureAwait(false);
        await _polls.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _open.Dispose();
        _open = null;
    }

    public ValueTask DisposeAsync() => new(CloseAsync());

    private async Task PollAsync(TimeSpan pause, CancellationToken end)
    {
        using var timer = new PeriodicTimer(pause);
        while (await timer.WaitForNextTickAsync(end).ConfigureAwait(false))
            Poll(1);
    }
}
