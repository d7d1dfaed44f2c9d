using System;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.LiveStreams.Tests.Tools;
using LiveStreams.MpegTs;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace GenTracker.LiveStreams.Tests.Pieces;

public class PacedReaderTests
{
    [Fact]
    public async Task A_chunk_comes_at_its_time_and_not_before()
    {
        FakeTimeProvider time = new();
        byte[] stream = Ts.Join(Ts.Packet(Ts.ClockPid, 0), Ts.Packet(Ts.ClockPid, 27_000 * 40), Ts.Packet());
        await using PacedReader reader = new(new TsReader(new MemoryStream(stream)), time);
        await reader.ReadAsync(default);

        Task<TsChunk?> second = reader.ReadAsync(default).AsTask();
        time.Advance(TimeSpan.FromMilliseconds(39));
        Assert.False(second.IsCompleted, "the chunk came before its time");
        time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Equal(2, (await second)?.PacketCount);
        Assert.Null(await reader.ReadAsync(default));
    }

    [Fact]
    public async Task A_recording_without_a_clock_is_refused_instead_of_poured_out()
    {
        byte[] stream = Ts.Join([.. Enumerable.Repeat(Ts.Packet(), 50_000)]);
        await using PacedReader reader = new(new TsReader(new MemoryStream(stream)), new FakeTimeProvider());

        InvalidDataException refusal = await Assert.ThrowsAsync<InvalidDataException>(() => Ts.ReadAllAsync(reader));

        Assert.Contains("PCR", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_read_that_does_not_heed_its_token_holds_nobody_up()
    {
        await using PacedReader reader = new(new DeafReader(), new FakeTimeProvider());
        using CancellationTokenSource stop = new();
        Task<TsChunk?> read = reader.ReadAsync(stop.Token).AsTask();

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => read);
    }

    private sealed class DeafReader : IChunkReader
    {
        public long SkippedBytes => 0;

        public ValueTask<TsChunk?> ReadAsync(CancellationToken cancellationToken) => new(new TaskCompletionSource<TsChunk?>().Task);

        public ValueTask DisposeAsync() => default;
    }
}
