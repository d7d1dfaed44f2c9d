using System;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.LiveStreams.Tests.Tools;
using GenTracker.Tests.Shared;
using LiveStreams;
using LiveStreams.Hls;
using LiveStreams.MpegTs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace GenTracker.LiveStreams.Tests.Streams;

/// <summary>How long the segments of a stream are made.</summary>
public sealed class HlsOutputTests : IAsyncDisposable
{
    private const string Name = "tv1";
    private const long TicksPerSecond = 27_000_000;

    private readonly FakeTimeProvider _time = new();
    private readonly ScriptedSource _source = new();
    private readonly ServiceProvider _services;
    private readonly LiveStreamTracker _streams;
    private readonly HlsOutputTracker _outputs;

    public HlsOutputTests()
    {
        _services = new ServiceCollection()
            .AddSingleton<TimeProvider>(_time)
            .Configure<LiveOptions>(static options => (options.StallSeconds, options.MaxViewers) = (3600, 1))
            .BuildServiceProvider();
        TrackerOptions options = new() { TimeProvider = _time };
        _streams = new LiveStreamTracker(options, _services);
        _outputs = new HlsOutputTracker(options, _services);
    }

    [Fact]
    public async Task They_are_made_until_whoever_waits_for_the_first_ones_has_come_again()
    {
        HlsOutput output = await OpenAsync();

        ChildExit exit = await AskAndWaitForTheEndAsync(output, out DateTimeOffset askedAt);

        Assert.Equal(ExitReason.Retired, exit.Reason);
        Assert.True(exit.EndedAt - askedAt >= 2 * HlsOutput.FirstSegments, $"{askedAt} {exit}");
        Assert.False(output.TryAsk());
    }

    [Theory]
    [InlineData(1, 8)]
    [InlineData(10, 30)]
    public async Task They_are_made_while_a_player_may_still_ask_for_the_next_one(int segmentSeconds, int leastSeconds)
    {
        HlsOutput output = await OpenAsync();
        for (int i = 0; i <= HlsSegments.FewestToPlay; i++)
        {
            long clock = i * segmentSeconds * TicksPerSecond;
            _source.Give(new TsChunk(Ts.Packet(Ts.ClockPid, clock, randomAccess: true), clock, IsRandomAccess: true));
        }
        await _outputs.WaitForAsync(output, static made => made.Segments == HlsSegments.FewestToPlay);

        ChildExit exit = await AskAndWaitForTheEndAsync(output, out DateTimeOffset askedAt);

        Assert.Equal(ExitReason.Retired, exit.Reason);
        Assert.True(exit.EndedAt - askedAt >= TimeSpan.FromSeconds(leastSeconds), $"{askedAt} {exit}");
    }

    [Fact]
    public async Task They_take_a_seat_and_give_it_back()
    {
        HlsOutput output = await OpenAsync();
        LiveStream stream = _streams.Find(Name)!;

        Assert.True(stream.IsFull);
        ChildStartException refused = await Assert.ThrowsAsync<ChildStartException>(() => _outputs.OpenAsync("other", stream));
        await _outputs.StopAsync(output);

        Assert.True(Assert.IsType<NoSeatException>(refused.InnerException).IsFull);
        Assert.False(stream.IsFull);
    }

    [Fact]
    public async Task A_stream_that_has_ended_has_none()
    {
        LiveStream stream = await _streams.FindOrOpenAsync(Name, _source, Timeout.InfiniteTimeSpan);
        await _streams.StopAsync(Name);

        ChildStartException refused = await Assert.ThrowsAsync<ChildStartException>(() => _outputs.OpenAsync(Name, stream));

        Assert.False(Assert.IsType<NoSeatException>(refused.InnerException).IsFull);
    }

    public async ValueTask DisposeAsync()
    {
        await _outputs.DisposeAsync();
        await _streams.DisposeAsync();
        await _services.DisposeAsync();
    }

    private async Task<HlsOutput> OpenAsync()
    {
        LiveStream stream = await _streams.FindOrOpenAsync(Name, _source, Timeout.InfiniteTimeSpan);
        return await _outputs.FindOrOpenAsync(Name, stream);
    }

    /// <summary>Asks once, and lets the time pass until the segments have ended.</summary>
    private Task<ChildExit> AskAndWaitForTheEndAsync(HlsOutput output, out DateTimeOffset askedAt)
    {
        askedAt = _time.GetUtcNow();
        Assert.True(output.TryAsk());
        return WaitForTheEndAsync(output);
    }

    private async Task<ChildExit> WaitForTheEndAsync(HlsOutput output)
    {
        await Condition.WaitForAsync(() =>
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            return Task.FromResult(output.Completion.IsCompleted);
        });
        return await output.Completion;
    }
}
