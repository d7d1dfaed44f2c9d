using System;
using System.Net;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace LiveStreams.Endpoints;

/// <summary>What a request must be like before an endpoint sees it.</summary>
public static class RequestChecks
{
    /// <summary>Refuses a <c>{name}</c> that no stream may have.</summary>
    public static RouteHandlerBuilder RequireStreamName(this RouteHandlerBuilder route) => route.AddEndpointFilter(static async (context, next) =>
        context.HttpContext.Request.RouteValues["name"] is string name && !StreamName.IsValid(name)
            ? TypedResults.Problem(StreamName.Rule, statusCode: StatusCodes.Status400BadRequest)
            : await next(context));

    /// <summary>
    /// Refuses what does not come from this machine, and what a page of another site sends through a name that it has pointed at this machine.
    /// </summary>
    public static RouteHandlerBuilder RequireLoopback(this RouteHandlerBuilder route) => route.AddEndpointFilter(static async (context, next) =>
        IsLoopback(context.HttpContext)
            ? await next(context)
            : TypedResults.Problem("Streams are stopped from the server's own machine only.", statusCode: StatusCodes.Status403Forbidden));

    private static bool IsLoopback(HttpContext context)
    {
        string host = context.Request.Host.Host;
        bool isLoopbackHost = host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(host, out IPAddress? address) && IPAddress.IsLoopback(address));
        return isLoopbackHost && context.Connection.RemoteIpAddress is { } remote && IPAddress.IsLoopback(remote);
    }
}
