using System;
using System.Net;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace GenTracker.AspNetCore.Dashboard;

/// <summary>Which requests the dashboard answers. Each member returns why it refuses; null if it does not.</summary>
internal sealed class AccessPolicy(TrackerDashboardOptions options)
{
    private const string IsClosed =
        "The dashboard answers only requests from its own machine, for localhost. AllowRemote or RequireAuthorization of MapTrackers opens it to others.";

    private const string IsForeign = "The dashboard answers only requests of its own pages: the origin of this one is another.";

    private const string StopIsClosed = "The dashboard stops no children. AllowStop of MapTrackers opens it.";

    private const string StopIsForeign =
        "The dashboard stops children only for its own pages: send the header Origin with the dashboard's origin, or Sec-Fetch-Site: same-origin.";

    /// <summary>What a proxy on this machine adds to the requests of others.</summary>
    private static readonly string[] ProxyHeaders =
        ["Forwarded", "Via", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Original-For", "X-Original-Host", "X-Real-IP"];

    public string? RefuseVisitor(HttpContext context) =>
        options.AllowRemote || IsAuthorized(context.GetEndpoint()) || IsLocal(context) ? null : IsClosed;

    /// <summary>Refuses what a page of another origin has sent, as far as the browser says so.</summary>
    public static string? RefuseForeignRead(HttpRequest request)
    {
        StringValues site = request.Headers["Sec-Fetch-Site"];
        bool isOwn = site.Count == 0 ? request.Headers.Origin.Count == 0 || HasOwnOrigin(request) : site is ["same-origin"] or ["none"];
        return isOwn ? null : IsForeign;
    }

    /// <summary>Refuses what is not known to come from a page of this origin.</summary>
    public string? RefuseStop(HttpRequest request)
    {
        if (!options.AllowStop)
            return StopIsClosed;
        StringValues site = request.Headers["Sec-Fetch-Site"];
        bool isOwn = site.Count == 0 ? HasOwnOrigin(request) : site is ["same-origin"];
        return isOwn ? null : StopIsForeign;
    }

    /// <summary>Whether the application's own authorization has let the request in.</summary>
    private static bool IsAuthorized(Endpoint? endpoint) =>
        endpoint?.Metadata.GetMetadata<IAuthorizeData>() is not null && endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null;

    /// <summary>
    /// Whether the request was made on this machine and for this machine. A page of another site that has its name resolved to a loopback address (DNS
    /// rebinding) sends that name as the host.
    /// </summary>
    private static bool IsLocal(HttpContext context)
    {
        if (context.Connection.RemoteIpAddress is not { } address || !IPAddress.IsLoopback(address) || !IsLoopbackHost(context.Request.Host.Host))
            return false;
        return !Array.Exists(ProxyHeaders, context.Request.Headers.ContainsKey);
    }

    private static bool IsLoopbackHost(string? host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host, out IPAddress? address) && IPAddress.IsLoopback(address));

    private static bool HasOwnOrigin(HttpRequest request) =>
        request.Headers.Origin is [{ } origin]
        && string.Equals(origin, $"{request.Scheme}://{request.Host.ToUriComponent()}", StringComparison.OrdinalIgnoreCase);
}
