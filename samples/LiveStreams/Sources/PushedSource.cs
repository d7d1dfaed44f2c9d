using System.IO;
using System.Threading;
using System.Threading.Tasks;
using LiveStreams.MpegTs;

namespace LiveStreams.Sources;

/// <summary>What a publisher sends with its request. It sets the pace itself, and it cannot be opened twice: such a stream is not restarted.</summary>
public sealed class PushedSource(Stream body, string publisher) : IStreamSource
{
    /// <inheritdoc/>
    public string Description => $"push:{publisher}";

    /// <inheritdoc/>
    public Task<IChunkReader> OpenAsync(CancellationToken cancellationToken) => Task.FromResult<IChunkReader>(new TsReader(body));
}
