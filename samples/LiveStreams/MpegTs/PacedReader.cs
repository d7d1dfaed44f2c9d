using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace LiveStreams.MpegTs;

/// <summary>Gives a recording's chunks as fast as they would come live.</summary>
public sealed class PacedReader(IChunkReader recording, TimeProvider time) : IChunkReader
{
    /// <summary>Clock references stand at most 0.1 s apart, so this much without one is no rate at all.</summary>
    private const int MaxBytesWithoutClock = 8 << 20;

    private readonly PcrClock _clock = new(time);
    private int _bytesWithoutClock;

    /// <inheritdoc/>
    public long SkippedBytes => recording.SkippedBytes;

    /// <inheritdoc/>
    public async ValueTask<TsChunk?> ReadAsync(CancellationToken cancellationToken)
    {
        // A read from a pipe, or from a drive that hangs, does not heed its token; it must not hold the stream up.
        if (await recording.ReadAsync(cancellationToken).AsTask().WaitAsync(cancellationToken) is not { } chunk)
            return null;
        if (chunk.Pcr is { } pcr)
        {
            _bytesWithoutClock = 0;
            if (_clock.DelayFor(pcr) is { Ticks: > 0 } delay)
                await Task.Delay(delay, time, cancellationToken);
        }
        else if ((_bytesWithoutClock += chunk.Bytes.Length) > MaxBytesWithoutClock)
        {
            throw new InvalidDataException("The recording has no clock references (PCR), so its pace is unknown.");
        }
        return chunk;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => recording.DisposeAsync();
}
