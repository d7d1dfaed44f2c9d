using System;
using System.Collections.Generic;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.AspNetCore.Answers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace GenTracker.AspNetCore.Dashboard;

/// <summary>
/// The streams of server-sent events, by which pages are kept up to date. There are few at a time. A stream ends with its page's connection, when the host
/// begins to stop, when its page does not read, and after a while anyway, so that the application's authorization is asked again.
/// </summary>
internal sealed class EventStreams(TrackerDashboard dashboard)
{
    public const int MaxStreams = 64;

    public static readonly TimeSpan MaxAge = TimeSpan.FromMinutes(10);

    private const int RetryAfterSeconds = 5;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan WriteTimeout = TimeSpan.FromSeconds(10);

    private int _open;

    private delegate Task<IReadOnlyList<ServerEvent>> View(CancellationToken cancellationToken);

    public async Task WriteAsync(HttpContext context)
    {
        // What is wrong is said before the stream begins.
        View view = await ParseAsync(context).ConfigureAwait(false);
        try
        {
            if (Interlocked.Increment(ref _open) > MaxStreams)
                throw new RequestProblemException(503, $"There are {MaxStreams} event streams already.", retryAfterSeconds: RetryAfterSeconds);
            await WriteAsync(context, view).ConfigureAwait(false);
        }
        finally
        {
            Interlocked.Decrement(ref _open);
        }
    }

    private async Task WriteAsync(HttpContext context, View view)
    {
        using var age = new CancellationTokenSource(MaxAge, dashboard.Time);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, dashboard.Stopping, age.Token);
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers["X-Accel-Buffering"] = "no";
        try
        {
            await WriteAsync(context, "retry: 2000\n\n"u8.ToArray(), end.Token).ConfigureAwait(false);
            while (true)
            {
                foreach (ServerEvent next in await GetEventsAsync(view, end.Token).ConfigureAwait(false))
                    await WriteAsync(context, next.ToBytes(), end.Token).ConfigureAwait(false);
                await Task.Delay(Interval, dashboard.Time, end.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // The end of the stream.
        }
    }

    private static async Task<IReadOnlyList<ServerEvent>> GetEventsAsync(View view, CancellationToken cancellationToken)
    {
        try
        {
            return await view(cancellationToken).ConfigureAwait(false);
        }
        catch (RequestProblemException)
        {
            // Too many wait: the page sees the next events.
            return [];
        }
    }

    /// <summary>Writes, and cuts the connection if the page does not read.</summary>
    private async Task WriteAsync(HttpContext context, byte[] bytes, CancellationToken cancellationToken)
    {
        Task write = context.Response.Body.WriteAsync(bytes, CancellationToken.None).AsTask();
        try
        {
            await write.WaitAsync(WriteTimeout, dashboard.Time, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is TimeoutException or OperationCanceledException)
        {
            // A response that cannot be written to its end would hold up the stop of the host.
            if (!write.IsCompleted)
                context.Abort();
            throw new OperationCanceledException("The stream has ended.", exception);
        }
    }

    private async Task<View> ParseAsync(HttpContext context)
    {
        var query = new RequestQuery(context.Request.Query);
        switch (query.Require("view"))
        {
            case "overview":
                return async token =>
                    [ServerEvent.Create("overview", await dashboard.GetTrackersAsync(token).ConfigureAwait(false), AnswerJson.Default.TrackersAnswer)];
            case "tracker":
                return CreateTrackerView(ChildrenRequest.Parse(dashboard.Find(query.Require("name")), query));
            case "child":
                MonitoredTracker tracker = dashboard.Find(query.Require("name"));
                string keyText = query.Require("key");
                KeyAnswer first = await dashboard.GetKeyAsync(tracker, keyText, context.RequestAborted).ConfigureAwait(false);
                if (first.Child is null && first.Exits.Count == 0)
                    throw TrackerDashboard.NotFound(tracker, keyText);
                return async token =>
                    [ServerEvent.Create("child", await dashboard.GetKeyAsync(tracker, keyText, token).ConfigureAwait(false), AnswerJson.Default.KeyAnswer)];
            default:
                throw new RequestProblemException(400, "view must be overview, tracker or child.", ["overview", "tracker", "child"]);
        }
    }

    private View CreateTrackerView(ChildrenRequest request)
    {
        var seenExits = -1L;
        return async token =>
        {
            TrackerAnswer tracker = await dashboard.GetTrackerAsync(request.Tracker, withAttributes: false, token).ConfigureAwait(false);
            ChildrenAnswer children = await dashboard.GetChildrenAsync(request, token).ConfigureAwait(false);
            List<ServerEvent> events =
            [
                ServerEvent.Create("tracker", tracker, AnswerJson.Default.TrackerAnswer),
                ServerEvent.Create("children", children, AnswerJson.Default.ChildrenAnswer),
            ];
            if (tracker.Totals.Exits != seenExits)
            {
                ExitsAnswer exits = await dashboard.GetExitsAsync(request.Tracker, tracker.Totals.Exits, token).ConfigureAwait(false);
                events.Add(ServerEvent.Create("exits", exits, AnswerJson.Default.ExitsAnswer));
                seenExits = tracker.Totals.Exits;
            }

            return events;
        };
    }

    /// <summary>An event. JSON has no line breaks, so its data is one line.</summary>
    private readonly record struct ServerEvent(string Name, byte[] Data)
    {
        public static ServerEvent Create<T>(string name, T data, JsonTypeInfo<T> type) => new(name, JsonSerializer.SerializeToUtf8Bytes(data, type));

        public byte[] ToBytes() => [.. Encoding.UTF8.GetBytes($"event: {Name}\ndata: "), .. Data, .. "\n\n"u8];
    }
}
