using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Threading.Tasks;
using GenTracker.Orleans.Processes.Tests.Support;
using GenTracker.Tests.Shared;
using Xunit;

namespace GenTracker.Orleans.Processes.Tests;

/// <summary>The sample as its users run it, without any server: three nodes and a client in one process.</summary>
public sealed class ClusteredRoomsTests(RunningRooms sample) : IClassFixture<RunningRooms>
{
    private const int Rooms = 12;

    private readonly HttpClient _http = sample.Http;

    [Fact]
    public async Task Rooms_move_when_a_node_stops_and_come_back_when_one_is_killed()
    {
        Room[] opened = await OpenOnAllAsync();

        await TellAsync("nodes/node-2/stop");
        Room[] moved = await UntilAsync(rooms => rooms.Length == opened.Length && rooms.All(static room => room.Node != "node-2"));
        await TellAsync("nodes/node-3/kill");
        Room[] back = await UntilAsync(rooms => rooms.Length == opened.Length && rooms.All(static room => room.Node == "node-1"));

        // A number rises if its room has moved, and stays if it has not.
        AssertNumbers(opened, moved);
        AssertNumbers(moved, back);
        Assert.Contains("was lost with its node", await _http.GetStringAsync("api/history"), StringComparison.Ordinal);
        await TellAsync("nodes/node-3/start");
        await TellAsync("rooms/room-001/say?text=hello");
    }

    [Fact]
    public async Task The_node_with_the_membership_is_not_ended_and_others_may_not_look()
    {
        using HttpResponseMessage kill = await _http.PostAsync("api/nodes/node-1/kill", content: null);
        using HttpRequestMessage rebound = new(HttpMethod.Get, "api/rooms");
        rebound.Headers.Host = "a-name-that-points-here.example";
        using HttpResponseMessage foreign = await _http.SendAsync(rebound);

        Assert.Equal(HttpStatusCode.Conflict, kill.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, foreign.StatusCode);
    }

    private static void AssertNumbers(IEnumerable<Room> before, IEnumerable<Room> after)
    {
        Dictionary<string, Room> now = after.ToDictionary(static room => room.Name);
        Assert.All(before, room => Assert.Equal(room.Node != now[room.Name].Node, now[room.Name].Number > room.Number));
    }

    /// <summary>Opens rooms until each node has some. Where a room goes is chance, and a node that has just joined gets none at first.</summary>
    private async Task<Room[]> OpenOnAllAsync()
    {
        for (int count = Rooms; ; count += Rooms)
        {
            await TellAsync($"open/{count}");
            Room[] opened = await UntilAsync(rooms => rooms.Length == count);
            if (opened.DistinctBy(static room => room.Node).Count() == 3)
                return opened;
        }
    }

    private async Task TellAsync(string path)
    {
        using HttpResponseMessage response = await _http.PostAsync("api/" + path, content: null);
        response.EnsureSuccessStatusCode();
    }

    /// <summary>Asks until the rooms are so.</summary>
    private async Task<Room[]> UntilAsync(Func<Room[], bool> holds, [CallerArgumentExpression(nameof(holds))] string what = "") =>
        (await Condition.WaitForAsync(TryListAsync, rooms => rooms is not null && holds(rooms), () => sample.Output, what))!;

    // Null if a node that was killed and still counts as a member does not answer.
    private async Task<Room[]?> TryListAsync()
    {
        using HttpResponseMessage response = await _http.GetAsync("api/rooms");
        return response.IsSuccessStatusCode ? await response.Content.ReadFromJsonAsync<Room[]>() : null;
    }

    private sealed record Room(string Name, string Node, long Number);
}
