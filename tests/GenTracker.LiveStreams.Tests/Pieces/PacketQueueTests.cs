using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.LiveStreams.Tests.Tools;
using LiveStreams;
using LiveStreams.MpegTs;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace GenTracker.LiveStreams.Tests.Pieces;

public class PacketQueueTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly JoinPoint _joinPoint = new(capacity: 50 * TsPacket.Size);

    [Fact]
    public async Task A_viewer_begins_with_the_last_key_frame_and_what_came_after_it()
    {
        PacketQueue queue = NewQueue(100);
        TsChunk keyFrame = Ts.Chunk(randomAccess: true);
        TsChunk second = Ts.Chunk();
        TsChunk third = Ts.Chunk();
        TsChunk fourth = Ts.Chunk();
        foreach (TsChunk before in (TsChunk[])[Ts.Chunk(), keyFrame, second])
            _joinPoint.Add(before);

        Assert.Equal(0, Offer(queue, third));
        Assert.Equal(0, Offer(queue, fourth));
        queue.Complete();

        Assert.Equal([keyFrame, second, third, fourth], await ReadAllAsync(queue));
    }

    [Fact]
    public async Task A_viewer_waits_for_a_key_frame_where_none_is_at_hand_and_has_lost_nothing_then()
    {
        PacketQueue queue = NewQueue(100);
        TsChunk keyFrame = Ts.Chunk(randomAccess: true);

        Assert.Equal(0, Offer(queue, Ts.Chunk()));
        Assert.Equal(0, Offer(queue, keyFrame));
        queue.Complete();

        Assert.Equal([keyFrame], await ReadAllAsync(queue));
    }

    [Fact]
    public async Task A_viewer_does_not_wait_for_ever_for_a_key_frame()
    {
        PacketQueue queue = NewQueue(100);
        TsChunk first = Ts.Chunk();

        Offer(queue, Ts.Chunk());
        _time.Advance(TimeSpan.FromSeconds(2));
        Offer(queue, first);
        queue.Complete();

        Assert.Equal([first], await ReadAllAsync(queue));
    }

    [Fact]
    public async Task What_finds_no_room_is_lost_and_counted_and_the_next_key_frame_goes_on()
    {
        PacketQueue queue = NewQueue(5);
        TsChunk first = Ts.Chunk(packets: 5, randomAccess: true);
        TsChunk later = Ts.Chunk(packets: 3, randomAccess: true);
        using CancellationTokenSource enough = new();

        Assert.Equal(0, Offer(queue, first));                                   // full
        Assert.Equal(1, Offer(queue, Ts.Chunk()));                              // no room
        Assert.Equal(4, Offer(queue, Ts.Chunk(4, randomAccess: true)));         // no room for a key frame either
        await using IAsyncEnumerator<TsChunk> viewer = queue.ReadAllAsync(enough.Token).GetAsyncEnumerator(enough.Token);
        Assert.True(await viewer.MoveNextAsync());
        Assert.Same(first, viewer.Current);
        Assert.Equal(2, Offer(queue, Ts.Chunk(2)));                             // room, but no key frame
        Assert.Equal(0, Offer(queue, later));
        queue.Complete();

        Assert.True(await viewer.MoveNextAsync());
        Assert.Same(later, viewer.Current);
        Assert.False(await viewer.MoveNextAsync());
    }

    [Fact]
    public async Task A_viewer_that_never_reads_holds_no_more_than_its_queue()
    {
        PacketQueue queue = NewQueue(1000);
        long lost = 0;

        for (int i = 0; i < 10_000; i++)
            lost += Offer(queue, Ts.Chunk(packets: 7, randomAccess: i % 25 == 0));
        queue.Complete();

        int held = 0;
        foreach (TsChunk chunk in await ReadAllAsync(queue))
            held += chunk.PacketCount;
        Assert.InRange(held, 990, 1000);
        Assert.Equal(70_000, held + lost);
    }

    private PacketQueue NewQueue(int packets) => new(packets * TsPacket.Size, _time);

    private int Offer(PacketQueue queue, TsChunk chunk)
    {
        _joinPoint.Add(chunk);
        return queue.Offer(chunk, _joinPoint);
    }

    private static async Task<List<TsChunk>> ReadAllAsync(PacketQueue queue)
    {
        List<TsChunk> chunks = [];
        await foreach (TsChunk chunk in queue.ReadAllAsync(CancellationToken.None))
            chunks.Add(chunk);
        return chunks;
    }
}
