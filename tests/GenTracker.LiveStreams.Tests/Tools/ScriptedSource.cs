using System.Threading;
using System.Threading.Channels;
using System.Threading.Tasks;
using LiveStreams.MpegTs;
using LiveStreams.Sources;

namespace GenTracker.LiveStreams.Tests.Tools;

/// <summary>A source that gives what a test puts in, to one incarnation after the other.</summary>
internal sealed class ScriptedSource : IStreamSource, IChunkReader
{
    private readonly Channel<TsChunk> _chunks = Channel.CreateUnbounded<TsChunk>();
    private readonly SemaphoreSlim _reads = new(0);

    public string Description => "script";

    public long SkippedBytes => 0;

    public void Give(TsChunk chunk) => _chunks.Writer.TryWrite(chunk);

    public void End() => _chunks.Writer.Complete();

    /// <summary>Completes when the stream has asked for its next chunk; one call for each.</summary>
    public Task AskedAsync() => _reads.WaitAsync();

    public Task<IChunkReader> OpenAsync(CancellationToken cancellationToken) => Task.FromResult<IChunkReader>(this);

    public async ValueTask<TsChunk?> ReadAsync(CancellationToken cancellationToken)
    {
        _reads.Release();
        return await _chunks.Reader.WaitToReadAsync(cancellationToken) && _chunks.Reader.TryRead(out TsChunk? chunk) ? chunk : null;
    }

    public ValueTask DisposeAsync() => default;
}
