using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;
using LiveStreams.MpegTs;

namespace LiveStreams.Hls;

/// <summary>
/// Cuts a stream into segments for HTTP Live Streaming, and keeps the last few. A segment begins with the stream's tables and a key frame, so that a player may
/// begin with any of them. One writer and many readers use it at a time.
/// </summary>
public sealed class HlsSegments
{
    /// <summary>A segment ends at the first key frame after this time.</summary>
    public static readonly TimeSpan TargetDuration = TimeSpan.FromSeconds(1);

    /// <summary>
    /// How many a playlist should have at least: players begin three segments before its end (RFC 8216, 6.3.3), and Chromium does not play a shorter one.
    /// </summary>
    public const int FewestToPlay = 3;

    private const int Kept = 10;
    private const int TicksPerSecond = 27_000_000;

    /// <summary>A stream whose key frames stand too far apart is cut anywhere: a segment does not grow without a limit.</summary>
    private const int MaxBytes = 8 * 1024 * 1024;

    private static readonly TimeSpan LongestGap = TimeSpan.FromSeconds(10);

    private readonly ProgramTables _tables = new();
    private readonly List<TsChunk> _current = [];
    private readonly Queue<Segment> _segments = [];
    private long _number;
    private long? _lastPcr;
    private TimeSpan _duration;
    private int _bytes;

    /// <summary>The duration of the longest segment that is kept, and at least <see cref="TargetDuration"/>.</summary>
    public TimeSpan LongestDuration => Longest(GetKept());

    /// <summary>The stream goes on with this chunk.</summary>
    /// <returns>Whether a segment has become complete by it.</returns>
    public bool Add(TsChunk chunk)
    {
        _tables.Observe(chunk);
        TimeSpan step = TimeSince(chunk.Pcr);
        bool isCut = _current.Count > 0 && ((chunk.IsRandomAccess && _duration + step >= TargetDuration) || _bytes + chunk.Bytes.Length > MaxBytes);
        _duration += step;
        if (isCut)
            Cut();
        if (_current.Count == 0 && _tables.Latest is { } tables)
            Append(tables);
        Append(chunk);
        return isCut;
    }

    /// <summary>The playlist of the segments that are kept.</summary>
    public string WritePlaylist()
    {
        Segment[] segments = GetKept();
        double longest = Math.Ceiling(Longest(segments).TotalSeconds);
        StringBuilder list = new();
        list.Append(CultureInfo.InvariantCulture, $"#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-TARGETDURATION:{longest}\n");
        list.Append(CultureInfo.InvariantCulture, $"#EXT-X-MEDIA-SEQUENCE:{(segments is [var first, ..] ? first.Number : 0)}\n");
        foreach (Segment segment in segments)
            list.Append(CultureInfo.InvariantCulture, $"#EXTINF:{segment.Duration.TotalSeconds:0.000},\n{segment.Number}.ts\n");
        return list.ToString();
    }

    /// <summary>A segment's bytes, if it is still kept.</summary>
    public ReadOnlyMemory<byte>? Find(long number)
    {
        lock (_segments)
        {
            foreach (Segment segment in _segments)
            {
                if (segment.Number == number)
                    return segment.Bytes;
            }
        }
        return null;
    }

    private static TimeSpan Longest(Segment[] segments)
    {
        TimeSpan longest = TargetDuration;
        foreach (Segment segment in segments)
            longest = segment.Duration > longest ? segment.Duration : longest;
        return longest;
    }

    private Segment[] GetKept()
    {
        lock (_segments)
            return [.. _segments];
    }

    private void Append(TsChunk chunk)
    {
        _current.Add(chunk);
        _bytes += chunk.Bytes.Length;
    }

    private void Cut()
    {
        byte[] bytes = new byte[_bytes];
        int at = 0;
        foreach (TsChunk chunk in _current)
        {
            chunk.Bytes.Span.CopyTo(bytes.AsSpan(at));
            at += chunk.Bytes.Length;
        }
        lock (_segments)
        {
            _segments.Enqueue(new Segment(_number++, _duration, bytes));
            if (_segments.Count > Kept)
                _segments.Dequeue();
        }
        _current.Clear();
        (_bytes, _duration) = (0, TimeSpan.Zero);
    }

    /// <summary>The time since the last clock reference. A clock that jumps tells nothing.</summary>
    private TimeSpan TimeSince(long? pcr)
    {
        if (pcr is null)
            return TimeSpan.Zero;
        TimeSpan step = _lastPcr is { } last ? TimeSpan.FromSeconds((pcr.Value - last) / (double)TicksPerSecond) : TimeSpan.Zero;
        _lastPcr = pcr;
        return step < TimeSpan.Zero || step > LongestGap ? TimeSpan.Zero : step;
    }

    private sealed record Segment(long Number, TimeSpan Duration, ReadOnlyMemory<byte> Bytes);
}
