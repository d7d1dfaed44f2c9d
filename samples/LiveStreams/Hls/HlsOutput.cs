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
    /// <summary>How long a request waits for the first segments.</summary>
    public static readonly TimeSpan FirstSegments = TimeSpan.FromSeconds(15);

    /// <summary>How many segments a player may let pass without a request: it asks for the playlist once for each.</summary>
    private const int UnaskedSegments = 3;

    private static readonly TimeSpan LookAround = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LeastUnaskedTime = TimeSpan.FromSeconds(8);

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
        _seat = stream.Join(_viewer, out bool isFull) ?? throw new NoSeatException(stream, isFull);
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

    /// <summary>Counts a request, so that it does not retire for a while. False if it has retired, or ended, already.</summary>
    public bool TryAsk() => TryIncrementRequests(1, out _);

    /// <summary>The playlist of the segments that are kept.</summary>
    public string WritePlaylist() => _segments.WritePlaylist();

    /// <summary>A segment, if it is still kept.</summary>
    public ReadOnlyMemory<byte>? FindSegment(long number)
    {
        TryAsk();
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
            else if (time.GetElapsedTime(askedAt) >= UnaskedTime())
                TryRetireAtRequests(asked);
        }
    }

    /// <summary>Somebody may wait for the first segments, and come again with the first playlist. After that, long segments are asked for seldom.</summary>
    private TimeSpan UnaskedTime()
    {
        if (Segments < HlsSegments.FewestToPlay)
            return 2 * FirstSegments;
        TimeSpan unasked = UnaskedSegments * _segments.LongestDuration;
        return unasked > LeastUnaskedTime ? unasked : LeastUnaskedTime;
    }
}
