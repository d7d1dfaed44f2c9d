// Minimal endpoints with a tracker: objects of the request end with it, and the child gets values.
using System.Security.Claims;
using GenTracker;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Corpus.Endpoints;

public sealed record ExportRequest(string Format, int Rows);

public sealed record ExportStatus(string Id, long Rows, bool Done)
{
    public static ExportStatus Of(Export export) => new(export.Key, export.Rows, export.IsDone);
}

[Tracker]
public sealed partial class Export(
    string key, ExportRequest request, string user, CancellationToken maintenance, [Injected] IServiceScopeFactory scopes) : ITrackedChild
{
    public string User => user;

    [TrackedAttr] public partial long Rows { get; }
    [TrackedAttr] public partial bool IsDone { get; private set; }

    public async Task RunAsync(CancellationToken stoppingToken)
    {
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, maintenance);
        await using AsyncServiceScope scope = scopes.CreateAsyncScope();
        await using StreamWriter file = new(Path.Combine(Path.GetTempPath(), key + "." + request.Format));
        for (int row = 0; row < request.Rows; row++)
        {
            await file.WriteLineAsync($"{row};{user}".AsMemory(), either.Token);
            IncrementRows();
        }

        IsDone = true;
    }
}

public static class ExportEndpoints
{
    public static IEndpointRouteBuilder MapExports(this IEndpointRouteBuilder routes, CancellationTokenSource maintenance)
    {
        RouteGroupBuilder group = routes.MapGroup("/exports");
        group.MapPost("/{id}", async (string id, ExportRequest request, HttpContext context, ExportTracker exports, CancellationToken cancellationToken) =>
        {
            string user = context.User.FindFirstValue(ClaimTypes.Name) ?? context.Connection.Id;
            Export export = await exports.FindOrOpenAsync(id, request, user, maintenance.Token, cancellationToken: cancellationToken);
            return Results.Accepted($"/exports/{export.Key}", ExportStatus.Of(export));
        });
        group.MapGet("/{id}", Results<Ok<ExportStatus>, NotFound> (string id, ExportTracker exports) =>
            exports.Find(id) is { } export ? TypedResults.Ok(ExportStatus.Of(export)) : TypedResults.NotFound());
        group.MapGet("/{id}/done", async (string id, ExportTracker exports, HttpContext context) =>
        {
            Export export = await exports.WaitForAsync(id, static export => export.IsDone, context.RequestAborted);
            return ExportStatus.Of(export);
        });
        group.MapDelete("/{id}", async (string id, ExportTracker exports, CancellationToken cancellationToken) =>
            await exports.StopAsync(id, cancellationToken) ? Results.NoContent() : Results.NotFound());
        group.MapGet("/", (ExportTracker exports) => exports.Select(ExportStatus.Of).OrderBy(status => status.Id));
        return routes;
    }
}

[ApiController]
[Route("api/exports")]
public sealed class ExportController(ExportTracker exports, IHostApplicationLifetime lifetime, ILogger<ExportController> log) : ControllerBase
{
    [HttpPost("{id}")]
    public async Task<ActionResult<ExportStatus>> PostAsync(string id, [FromBody] ExportRequest request, CancellationToken cancellationToken)
    {
        string user = User.Identity?.Name ?? HttpContext.Connection.RemoteIpAddress?.ToString() ?? "nobody";
        try
        {
            // A child may get the token that fires when the program ends.
            Export export = await exports.FindOrOpenAsync(id, request, user, lifetime.ApplicationStopping, cancellationToken: cancellationToken);
            return Accepted(ExportStatus.Of(export));
        }
        catch (TrackerFullException full)
        {
            log.LogWarning(full, "{Tracker} is full", full.TrackerName);
            return StatusCode(StatusCodes.Status503ServiceUnavailable);
        }
        catch (ChildStartException failed)
        {
            return Problem(failed.InnerException?.Message);
        }
    }

    [HttpGet]
    public IEnumerable<ExportStatus> List([FromQuery] string? user) =>
        from export in exports
        where user is null || export.User == user
        orderby export.Rows descending
        select ExportStatus.Of(export);

    [HttpPost("{id}/rows")]
    public ActionResult<long> Count(string id, [FromQuery] int rows) =>
        exports.TryIncrementRows(id, rows, out long now) ? now : NotFound();
}

public sealed class TrackerExceptionFilter : IExceptionHandler0
{
    public bool TryHandle(HttpContext context, Exception exception)
    {
        context.Response.StatusCode = exception switch
        {
            ChildNotFoundException => StatusCodes.Status404NotFound,
            ChildAlreadyExistsException => StatusCodes.Status409Conflict,
            ChildTerminatedException => StatusCodes.Status410Gone,
            TrackerClosedException => StatusCodes.Status503ServiceUnavailable,
            _ => context.Response.StatusCode,
        };
        return exception is TrackerException;
    }
}

public interface IExceptionHandler0
{
    bool TryHandle(HttpContext context, Exception exception);
}
