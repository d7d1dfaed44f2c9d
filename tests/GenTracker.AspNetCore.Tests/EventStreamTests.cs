using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using Xunit;

namespace GenTracker.AspNetCore.Tests;

/// <summary>The server-sent events of the dashboard.</summary>
public sealed class EventStreamTests : IAsyncLifetime
{
    private const int MaxStreams = 64;

    private readonly TestApplication _application = TestApplication.Start();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _application.DisposeAsync().AsTask();

    [Fact]
    public async Task The_overview_comes_at_once_and_then_every_second()
    {
        using EventReader events = await EventReader.OpenAsync(_application, "view=overview");
        int before = Running(await events.ReadAsync());
        await _application.Devices.FindOrOpenAsync("a");

        int after = Running(await ReadNextAsync(events));

        Assert.Equal((0, 1), (before, after));

        static int Running((string Name, JsonElement Data)? next)
        {
            Assert.Equal("overview", next!.Value.Name);
            return next.Value.Data.GetProperty("trackers")[0].GetProperty("counts").GetProperty("running").GetInt32();
        }
    }

    [Fact]
    public async Task A_tracker_comes_with_the_children_of_the_query_and_with_exits_when_there_are_new_ones()
    {
        await _application.Devices.FindOrOpenAsync("a");
        await _application.Devices.FindOrOpenAsync("b");
        using EventReader events = await EventReader.OpenAsync(_application, "view=tracker&name=Device&filter=b&sort=@Bytes&desc=true&take=10");
        string[] first = await ReadNamesAsync(events, 3);
        (string Name, JsonElement Data)? second = await ReadNextAsync(events);
        (string Name, JsonElement Data)? children = await events.ReadAsync();
        await _application.Devices.StopAsync("b");
        (string Name, JsonElement Data)? third = await ReadNextAsync(events);
        (string Name, JsonElement Data)? fewer = await events.ReadAsync();
        (string Name, JsonElement Data)? exits = await events.ReadAsync();

        Assert.Equal(["tracker", "children", "exits"], first);
        Assert.Equal(("tracker", "children", "tracker"), (second!.Value.Name, children!.Value.Name, third!.Value.Name));
        Assert.Equal("@Bytes", children.Value.Data.GetProperty("sort").GetString());
        Assert.Equal(1, children.Value.Data.GetProperty("matching").GetInt32());
        Assert.Equal(0, fewer!.Value.Data.GetProperty("matching").GetInt32());
        Assert.Equal(1, fewer.Value.Data.GetProperty("total").GetInt32());
        Assert.Equal("b", Assert.Single(exits!.Value.Data.GetProperty("exits").EnumerateArray()).GetProperty("key").GetString());
    }

    [Fact]
    public async Task A_child_that_ends_while_it_is_watched_leaves_its_exit()
    {
        await _application.Devices.FindOrOpenAsync("a");
        using EventReader events = await EventReader.OpenAsync(_application, "view=child&name=Device&key=a");
        (string Name, JsonElement Data)? before = await events.ReadAsync();
        await _application.Devices.StopAsync("a");

        (string Name, JsonElement Data)? after = await ReadNextAsync(events);

        Assert.Equal("a", before!.Value.Data.GetProperty("child").GetProperty("key").GetString());
        Assert.Equal(JsonValueKind.Null, after!.Value.Data.GetProperty("child").ValueKind);
        Assert.Equal("stopped", Assert.Single(after.Value.Data.GetProperty("exits").EnumerateArray()).GetProperty("reason").GetString());
    }

    [Fact]
    public async Task There_are_at_most_64_streams_and_each_that_ends_makes_room()
    {
        var streams = new List<EventReader>();
        for (var i = 0; i < MaxStreams; i++)
        {
            streams.Add(await EventReader.OpenAsync(_application, "view=overview"));
            await streams[i].ReadAsync();
        }

        using HttpResponseMessage refused = await _application.GetAsync("/api/events?view=overview");
        streams[0].Dispose();
        using EventReader another = await OpenWhenThereIsRoomAsync();

        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.Equal("5", refused.Headers.RetryAfter!.ToString());
        Assert.Contains("64 event streams", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.NotNull(await another.ReadAsync());
        streams.ForEach(static stream => stream.Dispose());
    }

    [Fact]
    public async Task A_stream_ends_when_the_host_begins_to_stop()
    {
        using EventReader events = await EventReader.OpenAsync(_application, "view=overview");
        await events.ReadAsync();

        _application.Stop();

        Assert.Null(await events.ReadAsync());
    }

    [Fact]
    public async Task A_stream_ends_after_ten_minutes()
    {
        using EventReader events = await EventReader.OpenAsync(_application, "view=overview");
        await events.ReadAsync();

        _application.Time.Advance(TimeSpan.FromMinutes(10));

        Assert.True(await HasEndedAsync(events));
    }

    [Fact]
    public async Task A_page_that_does_not_read_loses_its_connection_after_ten_seconds()
    {
        for (var i = 0; i < 500; i++)
            (await _application.Devices.FindOrOpenAsync($"{i:D3}{new string('x', 200)}")).Note = new string('y', 256);
        using HttpResponseMessage response = await _application.GetAsync("/api/events?view=tracker&name=Device&take=500");

        // The buffers on the way fill up, and then a write waits. Any write may wait for a moment: one that is done just when its time is up is no reason to
        // abort. So the time passes only for a write that goes on through many turns of this loop.
        const int Turns = 50;
        int write = 0;
        int turns = 0;
        using var patience = new CancellationTokenSource(TestTime.Patience);
        while (!_application.Log.Any(static line => line.Contains("aborted the connection", StringComparison.Ordinal)))
        {
            patience.Token.ThrowIfCancellationRequested();
            _application.Time.PassTickIfAny();
            turns = _application.Time.WaitingWrites > 0 && _application.Time.BegunWrites == write ? turns + 1 : 0;
            write = _application.Time.BegunWrites;
            if (turns > Turns || (_application.Time.IsResting && _application.Time.WaitingWrites == 0))
                _application.Time.Advance(TimeSpan.FromSeconds(10));
            await Task.Delay(TimeSpan.FromMilliseconds(5), CancellationToken.None);
        }

        await Assert.ThrowsAnyAsync<HttpRequestException>(() => response.Content.ReadAsStringAsync());
    }

    private static async Task<bool> HasEndedAsync(EventReader events)
    {
        // What was written before the end is read first.
        for (var i = 0; i < 3; i++)
        {
            if (await events.ReadAsync() is null)
                return true;
        }

        return false;
    }

    private static async Task<string[]> ReadNamesAsync(EventReader events, int count)
    {
        var names = new string[count];
        for (var i = 0; i < count; i++)
            names[i] = (await events.ReadAsync())!.Value.Name;
        return names;
    }

    private async Task<EventReader> OpenWhenThereIsRoomAsync()
    {
        using var patience = new CancellationTokenSource(TestTime.Patience);
        while (true)
        {
            patience.Token.ThrowIfCancellationRequested();
            HttpResponseMessage response = await _application.GetAsync("/api/events?view=overview");
            if (response.StatusCode == HttpStatusCode.OK)
                return await EventReader.FromAsync(response);
            response.Dispose();
        }
    }

    /// <summary>Lets the next second go by, and reads what comes first then.</summary>
    private async Task<(string Name, JsonElement Data)?> ReadNextAsync(EventReader events)
    {
        await _application.Time.PassTickAsync();
        return await events.ReadAsync();
    }
}
