using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using GenTracker;
using LiveStreams.Hls;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LiveStreams.Endpoints;

/// <summary><c>GET /live/{name}/index.m3u8</c> and its segments: watch a stream in a browser.</summary>
public sealed class HlsEndpoint(Streams streams, HlsOutputTracker outputs, TimeProvider time)
{
    /// <summary>The playlist. The first request for it opens the stream, and waits for the first segments.</summary>
    public async Task<IResult> GetPlaylistAsync(string name, HttpContext context)
    {
        using CancellationTokenSource waiting = new(HlsOutput.FirstSegments, time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(waiting.Token, context.RequestAborted);
        try
        {
            while (true)
            {
                if (await streams.FindOrOpenAsync(name, either.Token) is not { } stream)
                    return StreamProblems.NotFound(name);
                if (stream.IsFull && !HasOutput(name))
                    return StreamProblems.Full(context, stream);
                if (await GetPlaylistAsync(stream, context, either.Token) is { } answer)
                    return answer;
            }
        }
        catch (OperationCanceledException) when (waiting.IsCancellationRequested)
        {
            // Key frames may stand far apart: a short playlist is better than none.
            return outputs.Find(name) is { Segments: > 0 } output
                ? Playlist(context, output)
                : StreamProblems.Busy(context, $"'{name}' had no segment within {HlsOutput.FirstSegments.TotalSeconds} s.");
        }
    }

    /// <summary>One segment.</summary>
    public IResult GetSegment(string name, long number) =>
        outputs.Find(name)?.FindSegment(number) is { } segment ? TypedResults.Bytes(segment, "video/mp2t") : StreamProblems.NotFound($"{name}/{number}.ts");

    /// <summary>The playlist of this stream, or why there is none; null if the stream or its segments have ended meanwhile: then look again.</summary>
    private async Task<IResult?> GetPlaylistAsync(LiveStream stream, HttpContext context, CancellationToken cancellationToken)
    {
        try
        {
            HlsOutput output = await outputs.FindOrOpenAsync(stream.Key, stream, cancellationToken: cancellationToken);
            if (!output.TryAsk())
                return null;
            await outputs.WaitForAsync(output, static output => output.Segments >= HlsSegments.FewestToPlay, cancellationToken);
            return Playlist(context, output);
        }
        catch (ChildStartException failure) when (failure.InnerException is NoSeatException refusal)
        {
            if (refusal.IsFull)
                return StreamProblems.Full(context, refusal.Stream);
            await refusal.Stream.Completion.WaitAsync(cancellationToken);
            return null;
        }
        catch (ChildTerminatedException)
        {
            return null;
        }
    }

    /// <summary>Whether segments are made, or begin or end just now: then they have a seat, or give theirs back.</summary>
    private bool HasOutput(string name) => outputs.GetChildren().Any(output => output.Key == name && output.State != ChildState.Abandoned);

    private static ContentHttpResult Playlist(HttpContext context, HlsOutput output)
    {
        context.Response.Headers.CacheControl = "no-cache";
        return TypedResults.Text(output.WritePlaylist(), "application/vnd.apple.mpegurl");
    }
}
