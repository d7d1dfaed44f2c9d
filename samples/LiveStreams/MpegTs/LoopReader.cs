using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace LiveStreams.MpegTs;

/// <summary>Gives one recording again and again, as one stream without a seam or an end.</summary>
public sealed class LoopReader(byte[] recording) : IChunkReader
{
    private readonly TsTimeline _timeline = new(recording);
    private TsReader _round = new(new MemoryStream(recording));

    /// <inheritdoc/>
    public long SkippedBytes => 0;

    /// <inheritdoc/>
    public async ValueTask<TsChunk?> ReadAsync(CancellationToken cancellationToken)
    {
        TsChunk? chunk;
        while ((chunk = await _round.ReadAsync(cancellationToken)) is null)
        {
            _timeline.Repeat();
            _round = new TsReader(new MemoryStream(recording));
        }
        return _timeline.Place(chunk);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _round.DisposeAsync();
}
