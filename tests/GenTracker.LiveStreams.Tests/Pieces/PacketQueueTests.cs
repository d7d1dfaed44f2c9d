using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.LiveStreams.Tests.Tools;
using LiveStreams;
using LiveStreams.MpegTs;
using Xunit;

namespace GenTracker.LiveStreams.Tests.Pieces;

public class PacketQueueTests
{
    private readonly ManualClock _time = new();
    private readonly TsChunk _tables = Ts.Chunk(packets: 2);

    [Fact]
    public async Task A_viewer_begins_with_the_tables_and_a_key_frame()
    {
        PacketQueue queue = new(100 * TsPacket.Size, _time);
        TsChunk keyFrame = Ts.Chunk(randomAccess: true);
        TsChunk next = Ts.Chunk();

        Assert.Equal(0, queue.Offer(Ts.Chunk(), _tables));
        queue.Offer(keyFrame, _tables);
        queue.Offer(next, _tables);
        queue.Complete();

        Assert.Equal([_tables, keyFrame, next], await ReadAllAsync(queue));
    }

    [Fact]
    public async Task A_viewer_does_not_wait_for_ever_for_a_key_frame()
    {
        PacketQueue queue = new(100 * TsPacket.Size, _time);
        TsChunk first = Ts.Chunk();

        queue.Offer(Ts.Chunk(), _tables);
        _time.Advance(TimeSpan.FromSeconds(2));
        queue.Offer(first, _tables);
        queue.Complete();

        Assert.Equal([_tables, first], await ReadAllAsync(queue));
    }

    [Fact]
    public async Task What_finds_no_room_is_lost_and_counted_and_the_next_key_frame_goes_on()
    {
        PacketQueue queue = new(5 * TsPacket.Size, _time);
        TsChunk first = Ts.Chunk(packets: 3, randomAccess: true);
        TsChunk later = Ts.Chunk(packets: 3, randomAccess: true);
        using CancellationTokenSource enough = new();

        Assert.Equal(0, queue.Offer(first, _tables));                       // 2 + 3: full
        Assert.Equal(1, queue.Offer(Ts.Chunk(), _tables));                  // no room
        Assert.Equal(4, queue.Offer(Ts.Chunk(4, randomAccess: true), _tables));  // no room for a key frame either
        await using IAsyncEnumerator<TsChunk> viewer = queue.ReadAllAsync(enough.Token).GetAsyncEnumerator(enough.Token);
        Assert.True(await viewer.MoveNextAsync());
        Assert.Same(_tables, viewer.Current);
        Assert.True(await viewer.MoveNextAsync());
        Assert.Same(first, viewer.Current);
        Assert.Equal(2, queue.Offer(Ts.Chunk(2), _tables));                 // room, but no key frame
        Assert.Equal(0, queue.Offer(later, _tables));
        queue.Complete();

        Assert.True(await viewer.MoveNextAsync());
        Assert.Same(_tables, viewer.Current);
        Assert.True(await viewer.MoveNextAsync());
        Assert.Same(later, viewer.Current);
        Assert.False(await viewer.MoveNextAsync());
    }

    [Fact]
    public async Task A_viewer_that_never_reads_holds_no_more_than_its_queue()
    {
        const int Capacity = 1000 * TsPacket.Size;
        PacketQueue queue = new(Capacity, _time);
        long lost = 0;

        for (int i = 0; i < 10_000; i++)
            lost += queue.Offer(Ts.Chunk(packets: 7, randomAccess: i % 25 == 0), _tables);
        queue.Complete();

        int held = 0;
        foreach (TsChunk chunk in await ReadAllAsync(queue))
            held += chunk.PacketCount;
        Assert.InRange(held, 990, 1000);
        Assert.Equal(70_000, held - _tables.PacketCount + lost);
    }

    private static async Task<List<TsChunk>> ReadAllAsync(PacketQueue queue)
    {
        List<TsChunk> chunks = [];
        await foreach (TsChunk chunk in queue.ReadAllAsync(CancellationToken.None))
            chunks.Add(chunk);
        return chunks;
    }
}
