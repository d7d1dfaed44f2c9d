using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using LiveStreams.MpegTs;

namespace LiveStreams.Sources;

/// <summary>The recording that comes with this sample (see its README for how it was made), repeated for ever at its real pace.</summary>
public sealed class DemoSource(TimeProvider time) : IStreamSource
{
    /// <inheritdoc/>
    public string Description => "demo";

    /// <inheritdoc/>
    public async Task<IChunkReader> OpenAsync(CancellationToken cancellationToken)
    {
        byte[] recording = await File.ReadAllBytesAsync(Path.Combine(AppContext.BaseDirectory, "demo.ts"), cancellationToken);
        return new PacedReader(new LoopReader(recording), time);
    }
}
