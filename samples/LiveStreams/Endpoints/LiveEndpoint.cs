using System;
using System.Threading;
using System.Threading.Tasks;
using GenTracker;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace LiveStreams.Endpoints;

/// <summary><c>GET /live/{name}</c>: watch a stream, which is opened first if it is one that is opened on demand.</summary>
public sealed class LiveEndpoint(
    Streams streams, ViewerTracker viewers, IOptions<LiveOptions> options, TimeProvider time)
{
    /// <summary>How long a viewer may take for what is queued when its stream has ended.</summary>
    private static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(2);

    /// <summary>Lasts as long as the viewer watches and the stream is live.</summary>
    public async Task<IResult> WatchAsync(string name, HttpContext context)
    {
        PacketQueue queue = new(options.Value.ViewerBufferKilobytes * 1024, time);
        Viewer viewer = new(name, $"{context.Connection.RemoteIpAddress}:{context.Connection.RemotePort}", queue);
        while (true)
        {
            if (await streams.FindOrOpenAsync(name, context.RequestAborted) is not { } stream)
                return StreamProblems.NotFound(name);
            if (stream.Join(viewer, out bool isFull) is { } seat)
            {
                await WatchAsync(stream, viewer, seat, context);
                return TypedResults.Empty;
            }
            if (isFull)
                return StreamProblems.Full(context, stream);

            // It retired, or ended, between finding and joining. When that is done, look again.
            await stream.Completion.WaitAsync(context.RequestAborted);
        }
    }

    private async Task WatchAsync(LiveStream stream, Viewer viewer, CounterLease seat, HttpContext context)
    {
        try
        {
            await using ChildRegistration registration = viewers.AddExisting(Guid.CreateVersion7(), viewer);
            await SendAsync(stream, viewer, context, registration.Stopping);
        }
        finally
        {
            stream.Leave(viewer, seat);
        }
    }

    private static async Task SendAsync(LiveStream stream, Viewer viewer, HttpContext context, CancellationToken stopping)
    {
        context.Response.ContentType = "video/mp2t";
        context.Response.Headers.CacheControl = "no-store";
        using CancellationTokenSource cut = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        try
        {
            // The viewer learns at once that it is let in, and not with the first packet of a stream that stalls.
            await context.Response.Body.FlushAsync(cut.Token);
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
