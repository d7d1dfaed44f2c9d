using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.AspNetCore.Answers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace GenTracker.AspNetCore.Dashboard;

/// <summary>What the dashboard knows of the trackers. It reads them by their monitors, and stops none of them. All members are thread-safe.</summary>
internal sealed class TrackerDashboard
{
    /// <summary>How long the answer to a stop waits for its end.</summary>
    public static readonly TimeSpan StopWait = TimeSpan.FromSeconds(2);

    private const int MaxExits = 200;

    private readonly Lazy<MonitoredTracker[]> _trackers;
    private readonly HistorySampler _histories;
    private readonly WorkPacer _pacer;
    private readonly bool _allowStop;

    public TrackerDashboard(IServiceProvider services, bool allowStop)
    {
        _allowStop = allowStop;
        Time = services.GetService<TimeProvider>() ?? TimeProvider.System;
        _trackers = new(() =>
        [
            .. TrackerNames.Assign(services.GetServices<ITrackerMonitor>()).Select(static named => new MonitoredTracker(named.Name, named.Monitor)),
        ]);
        _histories = new HistorySampler(_trackers, Time);
        _pacer = new WorkPacer(Time);
        IHostApplicationLifetime lifetime = services.GetRequiredService<IHostApplicationLifetime>();
        Stopping = lifetime.ApplicationStopping;
        lifetime.ApplicationStarted.Register(_histories.Start);
        Stopping.Register(_histories.Stop);
    }

    public TimeProvider Time { get; }

    /// <summary>Fires when the host begins to stop.</summary>
    public CancellationToken Stopping { get; }

    private DateTime Now => Time.GetUtcNow().UtcDateTime;

    public MonitoredTracker Find(string name) => Array.Find(_trackers.Value, tracker => tracker.Name == name)
        ?? throw new RequestProblemException(
            404, $"There is no tracker {MonitoredText.Format(name)}.", [.. _trackers.Value.Select(static tracker => tracker.Name)]);

    public Task<TrackersAnswer> GetTrackersAsync(CancellationToken cancellationToken) => _pacer.RunAsync(
        nameof(TrackersAnswer),
        () => new TrackersAnswer(Now, _allowStop, TrackerHistory.Interval.TotalSeconds, [.. _trackers.Value.Select(Describe)]),
        cancellationToken);

    public Task<TrackerAnswer> GetTrackerAsync(MonitoredTracker tracker, bool withAttributes, CancellationToken cancellationToken) => _pacer.RunAsync(
        (tracker, withAttributes),
        () => Describe(tracker) with { AllowStop = _allowStop, Attributes = withAttributes ? tracker.DescribeAttributes() : null },
        cancellationToken);

    public Task<ChildrenAnswer> GetChildrenAsync(ChildrenRequest request, CancellationToken cancellationToken) => _pacer.RunAsync(
        request,
        () =>
        {
            ChildQueryResult result = request.Tracker.Monitor.Query(request.Query);
            return new ChildrenAnswer(
                Now,
                CountsAnswer.From(request.Tracker.Monitor.GetCounts()).Total,
                result.Total,
                request.Query.Skip,
                request.Query.Take,
                request.Sort,
                request.Query.IsDescending,
                [.. result.Children.Select(request.Tracker.Describe)]);
        },
        cancellationToken);

    /// <summary>The ends that the tracker remembers.</summary>
    /// <param name="tracker">The tracker.</param>
    /// <param name="count">How many ends there were at least when the caller has looked: no answer of before is given.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<ExitsAnswer> GetExitsAsync(MonitoredTracker tracker, long count, CancellationToken cancellationToken) => _pacer.RunAsync(
        (tracker, nameof(ExitsAnswer), count),
        () => new ExitsAnswer(Now, DescribeExits(tracker, static _ => true)),
        cancellationToken);

    /// <summary>A key: its child if it has one, and its ends.</summary>
    public Task<KeyAnswer> GetKeyAsync(MonitoredTracker tracker, string keyText, CancellationToken cancellationToken) => _pacer.RunAsync(
        (tracker, nameof(KeyAnswer), keyText),
        () => new KeyAnswer(
            Now,
            tracker.Monitor.Find(keyText) is { } child ? tracker.Describe(child) : null,
            DescribeExits(tracker, exit => exit.KeyText == keyText)),
        cancellationToken);

    /// <summary>Stops a child, and waits for its end for a while.</summary>
    /// <returns>Whether the key is free.</returns>
    public async Task<StopAnswer> StopAsync(MonitoredTracker tracker, string keyText, CancellationToken cancellationToken)
    {
        try
        {
            // Whoever stops a child does not wait for those who look.
            bool isStopped = await tracker.Monitor.StopAsync(keyText, CancellationToken.None)
                .WaitAsync(StopWait, Time, cancellationToken)
                .ConfigureAwait(false);
            return isStopped ? new StopAnswer(true) : throw NotFound(tracker, keyText);
        }
        catch (TimeoutException)
        {
            return new StopAnswer(false);
        }
    }

    public static RequestProblemException NotFound(MonitoredTracker tracker, string keyText) =>
        new(404, $"Tracker {tracker.Name} has no child {MonitoredText.Format(keyText)}.");

    private static ExitAnswer[] DescribeExits(MonitoredTracker tracker, Func<MonitoredExit, bool> isWanted) =>
        [.. tracker.Monitor.GetRecentExits().Where(isWanted).Take(MaxExits).Select(tracker.Describe)];

    private TrackerAnswer Describe(MonitoredTracker tracker)
    {
        TrackerTotals totals = tracker.Monitor.GetTotals();
        TrackerHistory history = _histories[tracker];
        return new TrackerAnswer
        {
            Name = tracker.Name,
            ChildType = AnswerText.Cut(tracker.Monitor.ChildType.FullName ?? "", AnswerText.MaxMessageLength),
            IsClosed = tracker.Monitor.IsClosed,
            Counts = CountsAnswer.From(tracker.Monitor.GetCounts()),
            Totals = new TotalsAnswer(totals.Starts, totals.Exits, totals.Restarts, totals.Abandoned, totals.RestartLimits),
            Rates = history.GetRates(),
            LastAbandonedAt = totals.LastAbandonedAt?.UtcDateTime,
            LastRestartLimitAt = totals.LastRestartLimitAt?.UtcDateTime,
            History = history.ToAnswer(),
        };
    }
}
