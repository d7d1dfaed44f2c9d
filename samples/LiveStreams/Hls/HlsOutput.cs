using System;
using System.Threading;
using System.Threading.Tasks;
using GenTracker;
using LiveStreams.MpegTs;
using Microsoft.Extensions.Options;

namespace LiveStreams.Hls;

/// <summary>
/// A stream's segments for players in browsers. The first request for its playlist opens it, under the name of the stream; it watches the stream like any other
/// viewer, and retires when nobody has asked for a while.
/// </summary>
/// <param name="key">The stream's name.</param>
/// <param name="stream">The stream.</param>
/// <param name="options">The server's settings.</param>
/// <param name="time">The clock.</param>
[Tracker]
public sealed partial class HlsOutput(string key, LiveStream stream, [Injected] IOptions<LiveOptions> options, [Injected] TimeProvider time)
    : ITrackedChild, IAsyncDisposable
{
    private static readonly TimeSpan LookAround = TimeSpan.FromSeconds(1);

    /// <summary>Players ask for the playlist once for each segment, so this is several of them.</summary>
    private static readonly TimeSpan UnaskedTime = 8 * HlsSegments.TargetDuration;

    private readonly HlsSegments _segments = new();
    private readonly PacketQueue _queue = new(options.Value.ViewerBufferKilobytes * 1024, time);
    private Viewer? _viewer;
    private CounterLease? _seat;

    /// <summary>Segments that were completed.</summary>
    [TrackedAttr] public partial long Segments { get; }

    /// <summary>Requests for the playlist and the segments.</summary>
    [TrackedAttr] public partial long Requests { get; }

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _viewer = new Viewer(key, "hls", _queue);
        _seat = stream.Join(_viewer, out bool isFull)
            ?? throw new InvalidOperationException(isFull ? $"'{key}' has as many viewers as it may have." : $"'{key}' has ended.");
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task RunAsync(CancellationToken stoppingToken)
    {
        using CancellationTokenSource ending = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        Task retiring = RetireUnaskedAsync(ending.Token);
        try
        {
            await foreach (TsChunk chunk in _queue.ReadAllAsync(stoppingToken))
            {
                if (_segments.Add(chunk))
                    IncrementSegments();
            }
        }
        finally
        {
            await ending.CancelAsync();
            await retiring.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>The playlist of the segments that are kept.</summary>
    public string WritePlaylist()
    {
        TryIncrementRequests(1, out _);
        return _segments.WritePlaylist();
    }

    /// <summary>A segment, if it is still kept.</summary>
    public ReadOnlyMemory<byte>? FindSegment(long number)
    {
        TryIncrementRequests(1, out _);
        return _segments.Find(number);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        if (_viewer is not null && _seat is not null)
            stream.Leave(_viewer, _seat);
        return ValueTask.CompletedTask;
    }

    private async Task RetireUnaskedAsync(CancellationToken cancellationToken)
    {
        using PeriodicTimer timer = new(LookAround, time);
        long asked = Requests;
        long askedAt = time.GetTimestamp();
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            long requests = Requests;
            if (requests != asked)
                (asked, askedAt) = (requests, time.GetTimestamp());
            else if (time.GetElapsedTime(askedAt) >= UnaskedTime)
                TryRetireAtRequests(asked);
        }
    }
}
