using System;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Threading.Tasks;
using GenTracker.AspNetCore.Answers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.WebUtilities;

namespace GenTracker.AspNetCore.Dashboard;

/// <summary>The endpoints of the dashboard. Each asks the access policy first.</summary>
internal sealed class DashboardEndpoints(RouteGroupBuilder group, AccessPolicy access, TrackerDashboard dashboard)
{
    private static readonly string[] Read = [HttpMethods.Get, HttpMethods.Head];

    private readonly EventStreams _streams = new(dashboard);

    public static void Map(RouteGroupBuilder group, AccessPolicy access, TrackerDashboard dashboard) =>
        new DashboardEndpoints(group, access, dashboard).Map();

    private void Map()
    {
        group.ExcludeFromDescription();
        Map("/", Read, refuse: null, WritePageAsync);
        foreach (PageFile file in PageFile.All)
        {
            if (file != PageFile.Index)
                Map("/" + file.Path, Read, refuse: null, file.WriteAsync);
        }

        MapJson("/api/trackers", AnswerJson.Default.TrackersAnswer, context => dashboard.GetTrackersAsync(context.RequestAborted));
        MapJson("/api/tracker", AnswerJson.Default.TrackerAnswer, context =>
            dashboard.GetTrackerAsync(FindTracker(context), withAttributes: true, context.RequestAborted));
        MapJson("/api/children", AnswerJson.Default.ChildrenAnswer, context =>
            dashboard.GetChildrenAsync(ChildrenRequest.Parse(FindTracker(context), QueryOf(context)), context.RequestAborted));
        MapJson("/api/exits", AnswerJson.Default.ExitsAnswer, context =>
        {
            MonitoredTracker tracker = FindTracker(context);
            return dashboard.GetExitsAsync(tracker, tracker.Monitor.GetTotals().Exits, context.RequestAborted);
        });
        MapJson("/api/child", AnswerJson.Default.KeyAnswer, GetKeyAsync);
        Map("/api/stop", [HttpMethods.Post], access.RefuseStop, StopAsync);
        Map("/api/events", [HttpMethods.Get], AccessPolicy.RefuseForeignRead, _streams.WriteAsync);
    }

    private void MapJson<T>(string pattern, JsonTypeInfo<T> type, Func<HttpContext, Task<T>> answer) =>
        Map(pattern, Read, AccessPolicy.RefuseForeignRead, async context =>
        {
            T body = await answer(context).ConfigureAwait(false);
            await WriteJsonAsync(context, 200, body, type).ConfigureAwait(false);
        });

    private void Map(string pattern, string[] methods, Func<HttpRequest, string?>? refuse, RequestDelegate handle) =>
        group.MapMethods(pattern, methods, async context =>
        {
            ResponseHeaders.Set(context.Response);
            try
            {
                if ((access.RefuseVisitor(context) ?? refuse?.Invoke(context.Request)) is { } refusal)
                    throw new RequestProblemException(403, refusal);
                await handle(context).ConfigureAwait(false);
            }
            catch (RequestProblemException problem) when (!context.Response.HasStarted)
            {
                await WriteProblemAsync(context, problem).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
            {
                // Nobody reads the answer any more.
            }
        });

    private static Task WritePageAsync(HttpContext context)
    {
        string path = context.Request.Path.Value ?? "";
        if (path.EndsWith('/'))
            return PageFile.Index.WriteAsync(context);

        // The page names its files relative to its folder.
        context.Response.Redirect(new PathString("/" + path[(path.LastIndexOf('/') + 1)..]).ToUriComponent()[1..] + "/");
        return Task.CompletedTask;
    }

    private async Task<KeyAnswer> GetKeyAsync(HttpContext context)
    {
        MonitoredTracker tracker = FindTracker(context);
        string keyText = QueryOf(context).Require("key");
        KeyAnswer answer = await dashboard.GetKeyAsync(tracker, keyText, context.RequestAborted).ConfigureAwait(false);
        return answer.Child is not null || answer.Exits.Count > 0 ? answer : throw TrackerDashboard.NotFound(tracker, keyText);
    }

    private async Task StopAsync(HttpContext context)
    {
        StopAnswer answer = await dashboard.StopAsync(FindTracker(context), QueryOf(context).Require("key"), context.RequestAborted).ConfigureAwait(false);
        await WriteJsonAsync(context, answer.Stopped ? 200 : 202, answer, AnswerJson.Default.StopAnswer).ConfigureAwait(false);
    }

    private MonitoredTracker FindTracker(HttpContext context) => dashboard.Find(QueryOf(context).Require("name"));

    private static RequestQuery QueryOf(HttpContext context) => new(context.Request.Query);

    private static Task WriteProblemAsync(HttpContext context, RequestProblemException problem)
    {
        if (problem.RetryAfterSeconds is { } seconds)
            context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        var answer = new ProblemAnswer(problem.Status, ReasonPhrases.GetReasonPhrase(problem.Status), problem.Message) { Names = problem.Names };
        return WriteJsonAsync(context, problem.Status, answer, AnswerJson.Default.ProblemAnswer, "application/problem+json");
    }

    private static async Task WriteJsonAsync<T>(HttpContext context, int status, T answer, JsonTypeInfo<T> type, string contentType = "application/json")
    {
        byte[] body = JsonSerializer.SerializeToUtf8Bytes(answer, type);
        context.Response.StatusCode = status;
        context.Response.ContentType = contentType;
        context.Response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
            await context.Response.Body.WriteAsync(body, context.RequestAborted).ConfigureAwait(false);
    }
}
