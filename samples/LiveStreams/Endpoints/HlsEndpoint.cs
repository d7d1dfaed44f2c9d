using System;
using System.Threading;
using System.Threading.Tasks;
using LiveStreams.Hls;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LiveStreams.Endpoints;

/// <summary><c>GET /live/{name}/index.m3u8</c> and its segments: watch a stream in a browser.</summary>
public sealed class HlsEndpoint(Streams streams, HlsOutputTracker outputs, TimeProvider time)
{
    /// <summary>How long the first request waits for segments.</summary>
    private static readonly TimeSpan FirstSegments = TimeSpan.FromSeconds(15);

    /// <summary>The playlist. The first request for it opens the stream, and waits for the first segments.</summary>
    public async Task<IResult> GetPlaylistAsync(string name, HttpContext context)
    {
        using CancellationTokenSource waiting = new(FirstSegments, time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(waiting.Token, context.RequestAborted);
        try
        {
            if (await streams.FindOrOpenAsync(name, either.Token) is not { } stream)
                return StreamProblems.NotFound(name);
            await outputs.FindOrOpenAsync(name, stream, cancellationToken: either.Token);
            return Playlist(context, await outputs.WaitForAsync(name, static output => output.Segments >= HlsSegments.FewestToPlay, either.Token));
        }
        catch (OperationCanceledException) when (waiting.IsCancellationRequested)
        {
            // Key frames may stand far apart: a short playlist is better than none.
            return outputs.Find(name) is { Segments: > 0 } output
                ? Playlist(context, output)
                : StreamProblems.Busy(context, $"'{name}' had no key frame within {FirstSegments.TotalSeconds} s.");
        }
    }

    /// <summary>One segment.</summary>
    public IResult GetSegment(string name, long number) =>
        outputs.Find(name)?.FindSegment(number) is { } segment ? TypedResults.Bytes(segment, "video/mp2t") : StreamProblems.NotFound($"{name}/{number}.ts");

    private static ContentHttpResult Playlist(HttpContext context, HlsOutput output)
    {
        context.Response.Headers.CacheControl = "no-cache";
        return TypedResults.Text(output.WritePlaylist(), "application/vnd.apple.mpegurl");
    }
}
