using System;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.LiveStreams.Tests.Tools;
using LiveStreams;
using LiveStreams.MpegTs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace GenTracker.LiveStreams.Tests.Streams;

public sealed class LiveStreamTests : IAsyncDisposable
{
    private const string Name = "tv1";
    private const int MaxViewers = 3;
    private static readonly TimeSpan IdleTime = TimeSpan.FromSeconds(10);

    private readonly FakeTimeProvider _time = new();
    private readonly ScriptedSource _source = new();
    private readonly ServiceProvider _services;
    private readonly LiveStreamTracker _streams;

    public LiveStreamTests()
    {
        _services = new ServiceCollection()
            .AddSingleton<TimeProvider>(_time)
            .Configure<LiveOptions>(o => (o.StallSeconds, o.MaxViewers) = (60, MaxViewers))
            .BuildServiceProvider();
        TrackerOptions options = new()
        {
            Restart = RestartPolicy.Transient,
            Backoff = new RestartBackoff { Initial = TimeSpan.Zero },
            TimeProvider = _time,
        };
        _streams = new LiveStreamTracker(options, _services);
    }

    [Fact]
    public async Task A_stream_without_viewers_retires_and_lets_nobody_in_any_more()
    {
        LiveStream stream = await OpenAsync();

        _time.Advance(IdleTime);
        ChildExit exit = await stream.Completion;

        Assert.Equal(ExitReason.Retired, exit.Reason);
        Assert.Null(stream.Join(NewViewer(), out bool isFull));
        Assert.False(isFull);
        Assert.Null(_streams.Find(Name));
    }

    [Fact]
    public async Task A_stream_with_a_viewer_stays_and_its_idle_time_begins_when_the_last_one_leaves()
    {
        LiveStream stream = await OpenAsync();
        Viewer viewer = NewViewer();
        CounterLease seat = Assert.IsAssignableFrom<CounterLease>(stream.Join(viewer, out _));

        _time.Advance(3 * IdleTime);
        await _streams.WaitForAsync(Name, s => s.IsStalled);        // so it has looked around
        Assert.Same(stream, _streams.Find(Name));
        stream.Leave(viewer, seat);
        _time.Advance(IdleTime);

        Assert.Equal(ExitReason.Retired, (await stream.Completion).Reason);
    }

    [Fact]
    public async Task A_full_stream_lets_nobody_in_until_a_seat_is_given_back()
    {
        LiveStream stream = await OpenAsync();
        Viewer[] viewers = [NewViewer(), NewViewer(), NewViewer()];
        CounterLease?[] seats = [.. viewers.Select(viewer => stream.Join(viewer, out _))];

        Assert.Null(stream.Join(NewViewer(), out bool isFull));
        Assert.True(isFull);
        stream.Leave(viewers[1], seats[1]!);

        Assert.NotNull(stream.Join(viewers[1], out _));
        Assert.Equal(MaxViewers, stream.Viewers);
        Assert.Equal(MaxViewers, stream.PeakViewers);
    }

    [Fact]
    public async Task A_source_that_gives_nothing_is_seen_first_and_ends_in_a_restart()
    {
        LiveStream first = await OpenAsync(Timeout.InfiniteTimeSpan);
        _source.Give(Ts.Chunk(packets: 3));
        await _source.AskedAsync();
        Assert.NotNull(first.Join(NewViewer(), out _));

        _time.Advance(TimeSpan.FromSeconds(2));
        await _streams.WaitForAsync(Name, s => s.IsStalled);
        _time.Advance(TimeSpan.FromSeconds(58));
        ChildExit exit = await first.Completion;
        LiveStream second = await OpenAsync(Timeout.InfiniteTimeSpan);

        Assert.Equal(ExitReason.Failed, exit.Reason);
        Assert.IsType<TimeoutException>(exit.Exception);
        Assert.NotSame(first, second);
        Assert.Equal(3 * TsPacket.Size, second.BytesIn);
        Assert.Equal(1, second.PeakViewers);
        Assert.Equal(0, second.Viewers);
        Assert.False(second.IsStalled);
    }

    [Fact]
    public async Task What_comes_reaches_every_viewer_and_is_counted_and_the_end_too()
    {
        LiveStream stream = await OpenAsync();
        Viewer[] viewers = [NewViewer(), NewViewer()];
        foreach (Viewer viewer in viewers)
            Assert.NotNull(stream.Join(viewer, out _));
        MemoryStream[] bodies = [new(), new()];
        TsChunk[] chunks = [Ts.Chunk(2, randomAccess: true, content: 1), Ts.Chunk(3, content: 2)];

        Task sending = Task.WhenAll(
            viewers[0].SendAsync(bodies[0], stream, CancellationToken.None), viewers[1].SendAsync(bodies[1], stream, CancellationToken.None));
        Array.ForEach(chunks, _source.Give);
        _source.End();
        await sending;
        ChildExit exit = await stream.Completion;

        byte[] all = Ts.Join(chunks[0].Bytes.ToArray(), chunks[1].Bytes.ToArray());
        Assert.All(bodies, body => Assert.Equal(all, body.ToArray()));
        Assert.All(viewers, viewer => Assert.Equal((5, all.Length, 0), (viewer.PacketsSent, viewer.BytesSent, viewer.PacketsDropped)));
        Assert.Equal(ExitReason.Completed, exit.Reason);
        Assert.Equal(all.Length, stream.BytesIn);
        Assert.Equal(2, stream.PeakViewers);
    }

    public async ValueTask DisposeAsync()
    {
        await _streams.DisposeAsync();
        await _services.DisposeAsync();
    }

    /// <summary>The stream, when it runs: it has set its timer and asked its source.</summary>
    private async Task<LiveStream> OpenAsync(TimeSpan? idleTime = null)
    {
        LiveStream stream = await _streams.FindOrOpenAsync(Name, _source, idleTime ?? IdleTime);
        await _source.AskedAsync();
        return stream;
    }

    private Viewer NewViewer() => new(Name, "here", new PacketQueue(1 << 20, _time));
}
