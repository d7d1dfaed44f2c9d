using System;
using GenTracker.LiveStreams.Tests.Tools;
using LiveStreams.MpegTs;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace GenTracker.LiveStreams.Tests.Pieces;

public class PcrClockTests
{
    private const long Millisecond = 27_000;
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UnixEpoch);

    [Fact]
    public void Packets_are_due_as_far_apart_as_their_clock_says()
    {
        PcrClock clock = new(_time);

        Assert.Equal(TimeSpan.Zero, clock.DelayFor(5_000 * Millisecond));
        Assert.Equal(TimeSpan.FromMilliseconds(40), clock.DelayFor(5_040 * Millisecond));
        _time.Advance(TimeSpan.FromMilliseconds(30));
        Assert.Equal(TimeSpan.FromMilliseconds(10), clock.DelayFor(5_040 * Millisecond));
    }

    [Fact]
    public void A_small_delay_is_made_up_for()
    {
        PcrClock clock = new(_time);
        clock.DelayFor(0);
        _time.Advance(TimeSpan.FromMilliseconds(500));

        Assert.Equal(TimeSpan.Zero, clock.DelayFor(400 * Millisecond));
        Assert.Equal(TimeSpan.FromMilliseconds(100), clock.DelayFor(600 * Millisecond));
    }

    [Theory]
    [InlineData(100_000)]
    [InlineData(-100_000)]
    public void A_jump_of_the_recordings_clock_is_a_new_beginning(long jump)
    {
        PcrClock clock = new(_time);
        clock.DelayFor(200_000 * Millisecond);

        Assert.Equal(TimeSpan.Zero, clock.DelayFor((200_000 + jump) * Millisecond));
        Assert.Equal(TimeSpan.FromMilliseconds(40), clock.DelayFor((200_040 + jump) * Millisecond));
    }

    [Fact]
    public void A_long_pause_is_not_made_up_for_in_a_burst()
    {
        PcrClock clock = new(_time);
        clock.DelayFor(0);
        _time.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal(TimeSpan.Zero, clock.DelayFor(40 * Millisecond));
        Assert.Equal(TimeSpan.FromMilliseconds(40), clock.DelayFor(80 * Millisecond));
    }

    [Fact]
    public void Nothing_drifts_in_a_day()
    {
        PcrClock clock = new(_time);
        clock.DelayFor(0);
        for (int second = 1; second <= 86_400; second++)
            _time.Advance(clock.DelayFor(second * 1_000 * Millisecond));

        Assert.Equal(TimeSpan.FromDays(1), _time.GetUtcNow() - DateTimeOffset.UnixEpoch);
    }
}
