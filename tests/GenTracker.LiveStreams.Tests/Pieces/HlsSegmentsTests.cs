using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using GenTracker.LiveStreams.Tests.Tools;
using LiveStreams.Hls;
using LiveStreams.MpegTs;
using Xunit;

namespace GenTracker.LiveStreams.Tests.Pieces;

public class HlsSegmentsTests
{
    private const long TicksPerSecond = 27_000_000;
    private const int Tables = 2 * TsPacket.Size;

    private readonly HlsSegments _segments = new();

    [Fact]
    public async Task Each_segment_of_the_demo_begins_with_the_tables_and_a_key_frame_and_none_of_its_packets_is_lost()
    {
        List<TsChunk> demo = await Ts.ReadAllAsync(new TsReader(new MemoryStream(Ts.Demo)));

        // Eight seconds with a key frame in each, and a segment for each: the last one is not complete yet.
        int[] cuts = [.. Enumerable.Range(0, demo.Count).Where(at => _segments.Add(demo[at]))];

        List<byte[]> segments = [.. cuts.Select((_, number) => _segments.Find(number)!.Value.ToArray())];
        Assert.Equal(7, segments.Count);
        Assert.All(segments, static segment => Assert.Equal(0, new TsPacket(segment.AsSpan(0, TsPacket.Size)).Pid));
        // The recording begins with its tables, and a stream that is joined with a key frame.
        Assert.All(segments[1..], static segment => Assert.True(new TsPacket(segment.AsSpan(Tables, TsPacket.Size)).IsRandomAccess));
        Assert.Equal(
            Ts.Join([.. demo[..cuts[^1]].Select(static chunk => chunk.Bytes.ToArray())]), Ts.Join([.. segments.Select(static segment => segment[Tables..])]));
    }

    [Fact]
    public void A_playlist_has_the_last_ten_segments_with_their_durations()
    {
        for (int second = 0; second <= 20; second++)
            _segments.Add(KeyFrame(second));

        string[] lines = _segments.WritePlaylist().Split('\n');

        Assert.Equal(["#EXTM3U", "#EXT-X-VERSION:3", "#EXT-X-TARGETDURATION:1", "#EXT-X-MEDIA-SEQUENCE:10", "#EXTINF:1.000,", "10.ts"], lines[..6]);
        Assert.Equal(
            Enumerable.Range(10, 10).Select(static number => $"{number}.ts"), lines.Where(static line => line.EndsWith(".ts", StringComparison.Ordinal)));
        Assert.Null(_segments.Find(9));
        Assert.NotNull(_segments.Find(19));
    }

    [Fact]
    public void A_stream_that_has_no_segment_yet_has_an_empty_playlist()
    {
        _segments.Add(KeyFrame(0));

        Assert.DoesNotContain("#EXTINF", _segments.WritePlaylist(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_clock_that_jumps_makes_no_endless_segment()
    {
        _segments.Add(KeyFrame(0));
        _segments.Add(KeyFrame(5_000));
        _segments.Add(KeyFrame(10));

        Assert.True(_segments.Add(KeyFrame(11)));
        Assert.Contains("#EXTINF:1.000,", _segments.WritePlaylist(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_stream_without_key_frames_is_cut_all_the_same()
    {
        TsChunk megabyte = Ts.Chunk(packets: 1024 * 1024 / TsPacket.Size);

        int complete = Enumerable.Repeat(megabyte, 30).Count(_segments.Add);

        Assert.Equal(3, complete);
    }

    private static TsChunk KeyFrame(int second) => new(Ts.Packet(), second * TicksPerSecond, IsRandomAccess: true);
}
