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
    /// <param name="tables">What a decoder needs before its first frame.</param>
    /// <returns>How many packets this viewer has lost by it. What comes before its first key frame is not lost: it had not begun yet.</returns>
    public int Offer(TsChunk chunk, TsChunk? tables)
    {
        // A viewer begins, and goes on after a loss, with a key frame if one comes soon; before it there is nothing to see.
        if (!_flows && !chunk.IsRandomAccess && time.GetElapsedTime(_stoppedAt) < KeyFramePatience)
            return _hasLost ? chunk.PacketCount : 0;

        TsChunk? before = _flows ? null : tables;
        int size = chunk.Bytes.Length + (before?.Bytes.Length ?? 0);
        if (Volatile.Read(ref _waitingBytes) + size > capacity)
        {
            _flows = false;
            _hasLost = true;
            _stoppedAt = time.GetTimestamp();
            return chunk.PacketCount;
        }
        _flows = true;
        Interlocked.Add(ref _waitingBytes, size);
        if (before is not null)
            _chunks.Writer.TryWrite(before);
        _chunks.Writer.TryWrite(chunk);
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
}
