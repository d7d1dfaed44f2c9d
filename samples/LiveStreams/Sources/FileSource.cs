using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using LiveStreams.MpegTs;

namespace LiveStreams.Sources;

/// <summary>A recording, played once at its real pace.</summary>
public sealed class FileSource(string path, TimeProvider time) : IStreamSource
{
    /// <inheritdoc/>
    public string Description => $"file:{path}";

    /// <inheritdoc/>
    public async Task<IChunkReader> OpenAsync(CancellationToken cancellationToken)
    {
        TsReader recording = new(File.OpenRead(path));
        try
        {
            await recording.SynchronizeAsync(cancellationToken);
            return new PacedReader(recording, time);
        }
        catch
        {
            await recording.DisposeAsync();
            throw;
        }
    }
}
