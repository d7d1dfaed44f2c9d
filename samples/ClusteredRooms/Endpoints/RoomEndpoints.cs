using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using ClusteredRooms.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ClusteredRooms.Endpoints;

/// <summary>What the page asks and tells. All of it is for this machine only: it can end nodes.</summary>
internal static class RoomEndpoints
{
    public static void MapRooms(this IEndpointRouteBuilder app)
    {
        RouteGroupBuilder api = app.MapGroup("/api").AddEndpointFilter(RequireOwnMachineAsync);

        api.MapGet("/nodes", static (NodeSet nodes) => nodes.All.Select(static node => new NodeStatus(node.Name, node.IsRunning, node.CanEnd)));
        api.MapPost("/nodes/{name}/start", static (string name, NodeSet nodes) =>
            ChangeAsync(nodes, name, static node => node.IsRunning ? Task.CompletedTask : node.StartAsync()));
        api.MapPost("/nodes/{name}/stop", static (string name, NodeSet nodes) => EndAsync(nodes, name, static node => node.StopAsync()));
        api.MapPost("/nodes/{name}/kill", static (string name, NodeSet nodes) => EndAsync(nodes, name, static node => node.KillAsync()));

        api.MapGet("/rooms", ListAsync);
        api.MapPost("/rooms/{name}", OpenAsync);
        api.MapPost("/rooms/{name}/say", SayAsync);
        api.MapDelete("/rooms/{name}", static async (string name, RoomCluster rooms, CancellationToken cancellationToken) =>
            await rooms.StopAsync(name, cancellationToken) ? Results.NoContent() : Results.NotFound());
        api.MapPost("/open/{count:int:range(1,1000)}", OpenManyAsync);
        api.MapGet("/history", static (RoomHistory history) => history.Events);
    }

    private static async Task<IEnumerable<RoomStatus>> ListAsync(RoomCluster rooms, CancellationToken cancellationToken)
    {
        List<RoomStatus> all = [];
        await foreach ((string key, RoomAttrs attrs) in rooms.ListAsync(cancellationToken))
            all.Add(new RoomStatus(key, attrs.Node, attrs.Topic, attrs.Number, attrs.Messages, attrs.Beats));
        return all.OrderBy(static room => room.Name, StringComparer.Ordinal);
    }

    private static async Task<IResult> OpenAsync(string name, string? topic, RoomCluster rooms, CancellationToken cancellationToken)
    {
        RoomRef room = await rooms.FindOrOpenAsync(name, topic ?? "anything", cancellationToken: cancellationToken);
        return Results.Ok(new { room.Key, room.Incarnation });
    }

    private static async Task<IResult> OpenManyAsync(int count, RoomCluster rooms, CancellationToken cancellationToken)
    {
        await Parallel.ForEachAsync(
            Enumerable.Range(1, count),
            cancellationToken,
            async (number, stopping) => await rooms.FindOrOpenAsync($"room-{number:000}", "anything", cancellationToken: stopping));
        return Results.NoContent();
    }

    private static async Task<IResult> SayAsync(string name, string text, RoomCluster rooms, CancellationToken cancellationToken) =>
        await rooms.FindAsync(name, cancellationToken) is { } room
            ? Results.Text(await room.SayAsync("you", text, cancellationToken))
            : Results.NotFound();

    private static async Task<IResult> ChangeAsync(NodeSet nodes, string name, Func<INode, Task> change) =>
        await nodes.ChangeAsync(name, change) ? Results.NoContent() : Results.NotFound();

    private static async Task<IResult> EndAsync(NodeSet nodes, string name, Func<INode, Task> end) =>
        nodes.All.Any(node => node.Name == name && !node.CanEnd)
            ? Results.Problem($"{name} has the membership of the others: end another one.", statusCode: StatusCodes.Status409Conflict)
            : await ChangeAsync(nodes, name, end);

    /// <summary>Refuses what does not come from this machine, and what a page of another site sends to it.</summary>
    private static async ValueTask<object?> RequireOwnMachineAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        HttpContext http = context.HttpContext;
        string host = http.Request.Host.Host;
        bool isLoopback = http.Connection.RemoteIpAddress is { } remote && IPAddress.IsLoopback(remote)
            && (host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
                || (IPAddress.TryParse(host, out IPAddress? address) && IPAddress.IsLoopback(address)));
        bool isOwnSite = http.Request.Headers["Sec-Fetch-Site"].ToString() is "" or "same-origin" or "none";
        return isLoopback && isOwnSite
            ? await next(context)
            : Results.Problem("The rooms are shown to this machine only.", statusCode: StatusCodes.Status403Forbidden);
    }
}
