using System;
using System.Threading;
using System.Threading.Tasks;
using LiveStreams.Hls;
using Microsoft.AspNetCore.Http;

namespace LiveStreams.Endpoints;

/// <summary><c>GET /live/{name}/index.m3u8</c> and its segments: watch a stream in a browser.</summary>
public sealed class HlsEndpoint(Streams streams, HlsOutputTracker outputs, TimeProvider time)
{
    /// <summary>How long the first request waits for the first segment.</summary>
    private static readonly TimeSpan FirstSegment = TimeSpan.FromSeconds(15);

    /// <summary>The playlist. The first request for it opens the stream, and waits for the first segment.</summary>
    public async Task<IResult> GetPlaylistAsync(string name, HttpContext context)
    {
        using CancellationTokenSource waiting = new(FirstSegment, time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(waiting.Token, context.RequestAborted);
        try
        {
            if (await streams.FindOrOpenAsync(name, either.Token) is not { } stream)
                return StreamProblems.NotFound(name);
            await outputs.FindOrOpenAsync(name, stream, cancellationToken: either.Token);
            HlsOutput output = await outputs.WaitForAsync(name, static output => output.Segments > 0, either.Token);
            context.Response.Headers.CacheControl = "no-cache";
            return TypedResults.Text(output.WritePlaylist(), "application/vnd.apple.mpegurl");
        }
        catch (OperationCanceledException) when (waiting.IsCancellationRequested)
        {
            return StreamProblems.Busy(context, $"'{name}' had no key frame within {FirstSegment.TotalSeconds} s.");
        }
    }

    /// <summary>One segment.</summary>
    public IResult GetSegment(string name, long number) =>
        outputs.Find(name)?.FindSegment(number) is { } segment ? TypedResults.Bytes(segment, "video/mp2t") : StreamProblems.NotFound($"{name}/{number}.ts");
}
