using System.Threading;
using System.Threading.Tasks;
using LiveStreams.MpegTs;

namespace LiveStreams.Sources;

/// <summary>
/// Where a stream comes from. It is kept for the stream's restarts and opened anew for each, so it holds nothing of a running one.
/// </summary>
public interface IStreamSource
{
    /// <summary>What to call it in the list of streams and in the log.</summary>
    string Description { get; }

    /// <summary>Opens the source. What cannot work should fail here, because then the opener of the stream learns of it.</summary>
    Task<IChunkReader> OpenAsync(CancellationToken cancellationToken);
}
