using System;
using System.IO;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;

namespace GenTracker.LiveStreams.Tests.EndToEnd;

/// <summary>Somebody who watches and reads what comes.</summary>
internal sealed class ReadingViewer : IDisposable
{
    // Its own: what others ask never waits for a connection on which a stream was broken off.
    private readonly HttpClient _http;
    private readonly HttpResponseMessage _response;
    private long _bytes;

    private ReadingViewer(HttpClient http, HttpResponseMessage response)
    {
        (_http, _response) = (http, response);
        Ended = ReadAsync();
    }

    public long Bytes => Interlocked.Read(ref _bytes);

    public string? ContentType => _response.Content.Headers.ContentType?.MediaType;

    /// <summary>Completes when the server ends the response, in whatever way.</summary>
    public Task Ended { get; }

    public static async Task<ReadingViewer> ConnectAsync(Server server, string path)
    {
        HttpClient http = new() { BaseAddress = server.Address, Timeout = Timeout.InfiniteTimeSpan };
        HttpResponseMessage response = await http.GetAsync(new Uri(path, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
        if (response.IsSuccessStatusCode)
            return new ReadingViewer(http, response);
        using (http)
        using (response)
            throw new HttpRequestException($"{path} is answered with {(int)response.StatusCode}: {await response.Content.ReadAsStringAsync()}");
    }

    public void Dispose()
    {
        _http.Dispose();
        _response.Dispose();
    }

    private async Task ReadAsync()
    {
        byte[] buffer = new byte[64 * 1024];
        try
        {
            Stream body = await _response.Content.ReadAsStreamAsync();
            for (int read; (read = await body.ReadAsync(buffer)) > 0;)
                Interlocked.Add(ref _bytes, read);
        }
        catch (Exception e) when (e is IOException or HttpRequestException or ObjectDisposedException)
        {
            // Cut off: that is an end as well.
        }
    }
}
