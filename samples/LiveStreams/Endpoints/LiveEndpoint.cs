using System;
using System.Threading;
using System.Threading.Tasks;
using GenTracker;
using LiveStreams.Sources;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace LiveStreams.Endpoints;

/// <summary><c>GET /live/{name}</c>: watch a stream, which is opened first if it is one that is opened on demand.</summary>
public sealed class LiveEndpoint(
    LiveStreamTracker streams, ViewerTracker viewers, SourceCatalog sources, IOptions<LiveOptions> options, TimeProvider time)
{
    /// <summary>How long a viewer may take for what is queued when its stream has ended.</summary>
    private static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(2);

    /// <summary>Lasts as long as the viewer watches and the stream is live.</summary>
    public async Task<IResult> WatchAsync(string name, HttpContext context)
    {
        PacketQueue queue = new(options.Value.ViewerBufferKilobytes * 1024, time);
        Viewer viewer = new(name, $"{context.Connection.RemoteIpAddress}:{context.Connection.RemotePort}", queue);
        if (await JoinAsync(name, viewer, context.RequestAborted) is not { } stream)
            return TypedResults.Problem($"There is no stream '{name}'.", statusCode: StatusCodes.Status404NotFound);
        try
        {
            await using ChildRegistration registration = viewers.AddExisting(Guid.CreateVersion7(), viewer);
            await SendAsync(stream, viewer, context, registration.Stopping);
        }
        finally
        {
            stream.Leave(viewer);
        }
        return TypedResults.Empty;
    }

    /// <summary>Finds or opens the stream and lets the viewer in; null where there is no such stream.</summary>
    private async Task<LiveStream?> JoinAsync(string name, Viewer viewer, CancellationToken cancellationToken)
    {
        while (true)
        {
            LiveStream? stream = sources.TryGet(name, out IStreamSource? source)
                ? await streams.FindOrOpenAsync(name, source, options.Value.IdleTime, cancellationToken: cancellationToken)
                : streams.Find(name);
            if (stream is null || stream.TryJoin(viewer))
                return stream;
            // It retired, or ended, between the two lines above. When that is done, look again.
            await stream.Completion.WaitAsync(cancellationToken);
        }
    }

    private static async Task SendAsync(LiveStream stream, Viewer viewer, HttpContext context, CancellationToken stopping)
    {
        context.Response.ContentType = "video/mp2t";
        context.Response.Headers.CacheControl = "no-store";
        using CancellationTokenSource cut = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        try
        {
            await context.Response.StartAsync(cut.Token);
            Task sending = viewer.SendAsync(context.Response.Body, stream, cut.Token);
            await Task.WhenAny(sending, stream.Completion);
            cut.CancelAfter(DrainTime);
            await sending;
        }
        catch (OperationCanceledException) when (cut.IsCancellationRequested)
        {
            // The viewer has gone, or shall go. Where it does not read, the cancelled write has cut the connection.
        }
    }
}
