using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Channels;
using LiveStreams.MpegTs;

namespace LiveStreams;

/// <summary>
/// What waits to be sent to one viewer. The publisher offers and never waits: where the viewer is too slow, whole chunks are lost up to a
/// key frame that finds room. One publisher and one viewer use it at a time.
/// </summary>
public sealed class PacketQueue(int capacity, TimeProvider time)
{
    private static readonly TimeSpan KeyFramePatience = TimeSpan.FromSeconds(2);

    private readonly Channel<TsChunk> _chunks = Channel.CreateUnbounded<TsChunk>(new() { SingleReader = true, SingleWriter = true });
    private int _waitingBytes;
    private bool _flows;
    private bool _hasLost;
    private long _stoppedAt = time.GetTimestamp();

    /// <summary>Appends the chunk if there is room.</summary>
    /// <param name="chunk">The stream's next packets.</param>
    /// <param name="joinPoint">What a viewer begins with who has nothing yet; the chunk is in it already.</param>
    /// <returns>How many packets this viewer has lost by it. What came before it has begun is not lost.</returns>
    public int Offer(TsChunk chunk, JoinPoint joinPoint)
    {
        ReadOnlySpan<TsChunk> next = _flows ? [chunk] : Beginning(chunk, joinPoint);
        if (next.IsEmpty)
            return _hasLost ? chunk.PacketCount : 0;

        int size = 0;
        foreach (TsChunk packets in next)
            size += packets.Bytes.Length;
        if (Volatile.Read(ref _waitingBytes) + size > capacity)
        {
            _flows = false;
            _hasLost = true;
            _stoppedAt = time.GetTimestamp();
            return chunk.PacketCount;
        }
        _flows = true;
        Interlocked.Add(ref _waitingBytes, size);
        foreach (TsChunk packets in next)
            _chunks.Writer.TryWrite(packets);
        return 0;
    }

    /// <summary>Nothing follows any more.</summary>
    public void Complete() => _chunks.Writer.TryComplete();

    /// <summary>What is to be sent, until <see cref="Complete"/>.</summary>
    public async IAsyncEnumerable<TsChunk> ReadAllAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (TsChunk chunk in _chunks.Reader.ReadAllAsync(cancellationToken))
        {
            Interlocked.Add(ref _waitingBytes, -chunk.Bytes.Length);
            yield return chunk;
        }
    }

    /// <summary>
    /// Viewers begin with the last key frame, and after a loss with the next one, since part of the last they may have had. In a stream
    /// without key frames they begin somewhere.
    /// </summary>
    private ReadOnlySpan<TsChunk> Beginning(TsChunk chunk, JoinPoint joinPoint)
    {
        if (!joinPoint.SinceKeyFrame.IsEmpty && (!_hasLost || chunk.IsRandomAccess))
            return joinPoint.SinceKeyFrame;
        return time.GetElapsedTime(_stoppedAt) < KeyFramePatience ? [] : joinPoint.Latest;
    }
}
