using System;
using System.Threading;
using System.Threading.Tasks;

namespace LiveStreams.MpegTs;

/// <summary>Gives a transport stream chunk by chunk, for one reader at a time.</summary>
public interface IChunkReader : IAsyncDisposable
{
    /// <summary>How many bytes were skipped so far because they were no packets.</summary>
    long SkippedBytes { get; }

    /// <summary>The next chunk, or null at the end.</summary>
    /// <exception cref="System.IO.InvalidDataException">This is not, or no longer, MPEG-TS.</exception>
    ValueTask<TsChunk?> ReadAsync(CancellationToken cancellationToken);
}
