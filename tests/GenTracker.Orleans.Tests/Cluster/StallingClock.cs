using System;
using System.Diagnostics.CodeAnalysis;
using System.Threading;
using Microsoft.Extensions.Time.Testing;

namespace GenTracker.Orleans.Tests.Cluster;

/// <summary>
/// The clock of all nodes in this process. It goes on in small steps, one for each turn that it gets on the pool. On a machine that is too busy to run the
/// nodes, it stands still with them: a node loses its lease only if a test takes it away.
/// </summary>
[SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "It runs as long as the process.")]
public sealed class StallingClock : TimeProvider
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(10);

    private readonly FakeTimeProvider _time = new(DateTimeOffset.UnixEpoch);
    private readonly Timer _turn;

    private StallingClock()
    {
        _turn = new Timer(_ => Advance(), state: null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        WaitForTurn();
    }

    public static StallingClock Shared { get; } = new();

    public override long TimestampFrequency => _time.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => _time.GetUtcNow();

    public override long GetTimestamp() => _time.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        _time.CreateTimer(callback, state, dueTime, period);

    private void Advance()
    {
        _time.Advance(Step);
        WaitForTurn();
    }

    private void WaitForTurn() => _turn.Change(Step, Timeout.InfiniteTimeSpan);
}
