using System;
using System.Collections.Immutable;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using GenTracker;
using LiveStreams.MpegTs;
using LiveStreams.Sources;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace LiveStreams;

/// <summary>
/// A stream that is live. One that is opened on demand is started, run and restarted by its tracker; a pushed one is run by its
/// publisher's request and adopted while that lasts. What <c>Survives</c> goes on counting over restarts.
/// </summary>
/// <param name="key">Its name.</param>
/// <param name="source">Where it comes from.</param>
/// <param name="idleTime">How long it may be without viewers; <see cref="Timeout.InfiniteTimeSpan"/>: for ever.</param>
/// <param name="options">The server's settings.</param>
/// <param name="time">The clock.</param>
/// <param name="log">The log.</param>
[Tracker]
public sealed partial class LiveStream(
    string key,
    IStreamSource source,
    TimeSpan idleTime,
    [Injected] IOptions<LiveOptions> options,
    [Injected] TimeProvider time,
    [Injected] ILogger<LiveStream> log) : ITrackedChild, IAsyncDisposable
{
    private static readonly TimeSpan LookAround = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan StallNotice = TimeSpan.FromSeconds(2);

    private readonly JoinPoint _joinPoint = new(options.Value.ViewerBufferKilobytes * 1024 / 2);
    private readonly Lock _coming = new();
    private IChunkReader? _reader;
    private ImmutableArray<Viewer> _viewers = [];       // replaced as a whole under the lock, read without it
    private bool _ended;
    private long _lastChunkAt;
    private long _lastViewerAt;

    /// <summary>Where the stream comes from.</summary>
    public string Source => source.Description;

    /// <summary>How many viewers it may have.</summary>
    public int MaxViewers => options.Value.MaxViewers;

    /// <summary>Whether it has as many viewers as it may have.</summary>
    public bool IsFull => Viewers >= MaxViewers;

    /// <summary>Bytes received.</summary>
    [TrackedAttr(Survives = true, Metric = AttributeMetric.Total, Unit = "By")] public partial long BytesIn { get; }

    /// <summary>Bytes sent to all viewers together. They all count here, so the counter is striped.</summary>
    [TrackedAttr(Survives = true, Striped = true, Metric = AttributeMetric.Total, Unit = "By")] public partial long BytesOut { get; }

    /// <summary>Viewers at the moment.</summary>
    [TrackedAttr(Metric = AttributeMetric.Sum, Unit = "{viewer}")] public partial int Viewers { get; }

    /// <summary>The most viewers that there were at once.</summary>
    [TrackedAttr(Survives = true)] public partial int PeakViewers { get; private set; }

    /// <summary>Bits received within the last second.</summary>
    [TrackedAttr] public partial long Bitrate { get; private set; }

    /// <summary>Whether the source gives nothing at the moment.</summary>
    [TrackedAttr] public partial bool IsStalled { get; private set; }

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _reader = await source.OpenAsync(cancellationToken);
        log.Begins(key, Source);
    }

    /// <inheritdoc/>
    public async Task RunAsync(CancellationToken stoppingToken)
    {
        _lastChunkAt = _lastViewerAt = time.GetTimestamp();
        using CancellationTokenSource ending = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        Task lookingAfter = LookAfterItselfAsync(ending.Token);
        Task passingOn = PassOnAsync(ending.Token);
        try
        {
            await await Task.WhenAny(lookingAfter, passingOn);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // It was told to end, and does.
        }
        finally
        {
            await ending.CancelAsync();
            await Task.WhenAll(lookingAfter, passingOn).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            SendViewersHome();
        }
    }

    /// <inheritdoc/>
    public Task AfterTerminateAsync(ChildExit exit, CancellationToken cancellationToken)
    {
        // Everything is sealed now: these are the final numbers.
        log.Ended(key, exit.Reason, BytesIn, BytesOut, PeakViewers);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _reader?.DisposeAsync() ?? default;

    /// <summary>Lets a viewer in, who must <see cref="Leave"/> with the seat; null if the stream has ended meanwhile or has no seat left.</summary>
    public CounterLease? Join(Viewer viewer, out bool isFull)
    {
        lock (_coming)
        {
            isFull = false;
            if (_ended)
                return null;

            // The lease and an idle stream's retirement meet in one atomic operation: one of the two is refused.
            if (!TryAcquireViewersUpTo(MaxViewers, out CounterLease? seat))
            {
                isFull = TryIncrementViewers(0, out _);     // false if it has retired
                return null;
            }
            RaisePeakViewersTo(Viewers);
            _viewers = _viewers.Add(viewer);
            return seat;
        }
    }

    /// <summary>Lets a viewer go; also when the stream has ended.</summary>
    public void Leave(Viewer viewer, CounterLease seat)
    {
        lock (_coming)
        {
            _viewers = _viewers.Remove(viewer);
            Volatile.Write(ref _lastViewerAt, time.GetTimestamp());
            seat.Dispose();
        }
    }

    /// <summary>Once a second: the bitrate, whether the source has stalled, and whether anybody watches.</summary>
    private async Task LookAfterItselfAsync(CancellationToken cancellationToken)
    {
        using PeriodicTimer timer = new(LookAround, time);
        long bytesBefore = BytesIn;
        long before = time.GetTimestamp();
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            long bytesNow = BytesIn;
            long now = time.GetTimestamp();
            Bitrate = (long)((bytesNow - bytesBefore) * 8 / time.GetElapsedTime(before, now).TotalSeconds);
            (bytesBefore, before) = (bytesNow, now);

            // Retired, it is not found any more, and its stopping token ends the run.
            if (idleTime != Timeout.InfiniteTimeSpan && time.GetElapsedTime(Volatile.Read(ref _lastViewerAt)) >= idleTime)
                TryRetireAtViewers(0);

            TimeSpan silence = time.GetElapsedTime(Volatile.Read(ref _lastChunkAt));
            if (silence >= options.Value.StallTime)
                throw new TimeoutException($"The source gave nothing for {options.Value.StallSeconds} s.");
            bool stalls = silence >= StallNotice;
            if (stalls && !IsStalled)
                log.Stalls(key);
            else if (!stalls && IsStalled)
                log.GoesOn(key);
            IsStalled = stalls;
        }
    }

    private async Task PassOnAsync(CancellationToken cancellationToken)
    {
        IChunkReader reader = _reader ?? throw new InvalidOperationException("The stream was not started.");
        long skipped = 0;
        while (await reader.ReadAsync(cancellationToken) is { } chunk)
        {
            Volatile.Write(ref _lastChunkAt, time.GetTimestamp());
            IncrementBytesIn(chunk.Bytes.Length);
            LogSkipped(reader, ref skipped);
            _joinPoint.Add(chunk);
            foreach (Viewer viewer in _viewers)
                viewer.Offer(chunk, _joinPoint);
        }
        LogSkipped(reader, ref skipped);
    }

    private void LogSkipped(IChunkReader reader, ref long before)
    {
        if (reader.SkippedBytes == before)
            return;
        log.Skipped(key, reader.SkippedBytes - before);
        before = reader.SkippedBytes;
    }

    private void SendViewersHome()
    {
        lock (_coming)
        {
            _ended = true;
            foreach (Viewer viewer in _viewers)
                viewer.EndOfStream();
        }
    }
}
