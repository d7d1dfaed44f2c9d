using System;
using System.IO;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using LiveStreams.MpegTs;

namespace LiveStreams.Sources;

/// <summary>
/// A stream of another server. It sets the pace itself. A live stream has no end of its own: if the other server ends it, that is a failure, and the tracker
/// opens it again, later each time.
/// </summary>
public sealed class HttpSource(Uri address) : IStreamSource
{
    private static readonly HttpClient Client = new(new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(5) }) { Timeout = Timeout.InfiniteTimeSpan };

    /// <inheritdoc/>
    public string Description { get; } = address.GetComponents(UriComponents.HttpRequestUrl, UriFormat.UriEscaped);    // without the password

    /// <inheritdoc/>
    public async Task<IChunkReader> OpenAsync(CancellationToken cancellationToken)
    {
        HttpResponseMessage response = await Client.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        try
        {
            response.EnsureSuccessStatusCode();
            TsReader stream = new(await response.Content.ReadAsStreamAsync(cancellationToken));
            await stream.SynchronizeAsync(cancellationToken);
            return new EndlessReader(stream, response, Description);
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    private sealed class EndlessReader(TsReader stream, HttpResponseMessage response, string from) : IChunkReader
    {
        public long SkippedBytes => stream.SkippedBytes;

        public async ValueTask<TsChunk?> ReadAsync(CancellationToken cancellationToken) =>
            await stream.ReadAsync(cancellationToken) ?? throw new EndOfStreamException($"{from} has ended the stream.");

        public async ValueTask DisposeAsync()
        {
            await stream.DisposeAsync();
            response.Dispose();
        }
    }
}
