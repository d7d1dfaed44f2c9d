using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Text.Json;
using System.Threading.Tasks;
using Xunit;

namespace GenTracker.AspNetCore.Tests;

/// <summary>What the JSON endpoints of the dashboard answer.</summary>
public sealed class JsonTests : IAsyncLifetime
{
    private readonly TestApplication _application = TestApplication.Start(static options => options.AllowStop = true);

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _application.DisposeAsync().AsTask();

    [Fact]
    public async Task The_overview_has_each_tracker_with_its_children_by_state()
    {
        await OpenAsync("a", "b");

        JsonElement overview = await _application.GetJsonAsync("/api/trackers");

        Assert.True(overview.GetProperty("allowStop").GetBoolean());
        Assert.Equal(5, overview.GetProperty("sampleSeconds").GetDouble());
        JsonElement tracker = Assert.Single(overview.GetProperty("trackers").EnumerateArray());
        Assert.Equal("Device", tracker.GetProperty("name").GetString());
        Assert.Equal("GenTracker.AspNetCore.Tests.Device", tracker.GetProperty("childType").GetString());
        Assert.False(tracker.GetProperty("isClosed").GetBoolean());
        Assert.Equal("""{"starting":0,"running":2,"restarting":0,"terminating":0,"abandoned":0}""", tracker.GetProperty("counts").GetRawText());
        Assert.Equal("""{"starts":2,"exits":0,"restarts":0,"abandoned":0,"restartLimits":0}""", tracker.GetProperty("totals").GetRawText());
    }

    [Fact]
    public async Task The_history_has_a_sample_for_every_five_seconds_of_the_last_five_minutes()
    {
        await OpenAsync("a", "b");
        Advance(seconds: 5);
        await _application.Devices.StopAsync("a");
        Advance(seconds: 5);
        JsonElement young = (await GetTrackerAsync()).GetProperty("history");
        Advance(seconds: 400);
        JsonElement old = (await GetTrackerAsync()).GetProperty("history");

        Assert.Equal([2, 1], Numbers(young, "running"));
        Assert.Equal([0.4, 0], Numbers(young, "starts"));
        Assert.Equal([0, 0.2], Numbers(young, "exits"));
        Assert.Equal(Enumerable.Repeat(1.0, 60), Numbers(old, "running"));
    }

    [Fact]
    public async Task Rates_are_those_of_the_last_ten_seconds()
    {
        Advance(seconds: 30);
        await OpenAsync("a", "b", "c");
        Advance(seconds: 5);
        JsonElement soon = (await GetTrackerAsync()).GetProperty("rates");
        Advance(seconds: 15);
        JsonElement late = (await GetTrackerAsync()).GetProperty("rates");

        Assert.Equal(0.6, soon.GetProperty("starts").GetDouble());
        Assert.Equal(0, late.GetProperty("starts").GetDouble());
    }

    [Fact]
    public async Task A_tracker_describes_its_attributes()
    {
        JsonElement tracker = await _application.GetJsonAsync("/api/tracker?name=Device");

        Assert.Equal(
            [
                """{"name":"Bytes","type":"Int64","kind":"number","unit":"By","options":[],"metrics":["total","final"],"isSecret":false}""",
                """{"name":"IsOnline","type":"Boolean","kind":"boolean","unit":null,"options":["settable"],"metrics":[],"isSecret":false}""",
                """{"name":"Owner","type":"String","kind":"text","unit":null,"options":["settable"],"metrics":[],"isSecret":false}""",
                """{"name":"Busy","type":"TimeSpan","kind":"duration","unit":"s","options":[],"metrics":[],"isSecret":false}""",
                """{"name":"Load","type":"Double","kind":"number","unit":null,"options":["settable"],"metrics":[],"isSecret":false}""",
                """{"name":"Serial","type":"UInt64","kind":"number","unit":null,"options":["settable"],"metrics":[],"isSecret":false}""",
                """{"name":"SeenAt","type":"DateTimeOffset?","kind":"time","unit":null,"options":["settable"],"metrics":[],"isSecret":false}""",
                """{"name":"Day","type":"DayOfWeek","kind":"text","unit":null,"options":["settable"],"metrics":[],"isSecret":false}""",
                """{"name":"Note","type":"Object","kind":"text","unit":null,"options":["settable"],"metrics":[],"isSecret":false}""",
                """{"name":"Token","type":"String","kind":"text","unit":null,"options":["settable","secret"],"metrics":[],"isSecret":true}""",
            ],
            tracker.GetProperty("attributes").EnumerateArray().Select(static attribute => attribute.GetRawText()));
    }

    [Fact]
    public async Task A_child_has_its_state_and_its_attributes_in_their_order()
    {
        Device device = await _application.Devices.FindOrOpenAsync("a");
        device.IncrementBytes(1_316);
        device.IsOnline = true;
        device.IncrementBusy(TimeSpan.FromSeconds(1.5));
        device.Load = 0.25;
        device.SeenAt = new DateTimeOffset(2026, 11, 28, 13, 0, 0, TimeSpan.FromHours(1));
        device.Day = DayOfWeek.Friday;
        device.Note = 7;
        device.Token = "swordfish";
        Advance(seconds: 3);

        JsonElement child = Assert.Single(await ChildrenAsync(""));

        Assert.Equal("a", child.GetProperty("key").GetString());
        Assert.Equal("running", child.GetProperty("state").GetString());
        Assert.Equal(1, child.GetProperty("incarnation").GetInt64());
        Assert.Equal(0, child.GetProperty("restarts").GetInt32());
        Assert.Equal("2026-11-28T12:00:00Z", child.GetProperty("startedAt").GetString());
        Assert.Equal(3, child.GetProperty("ageSeconds").GetDouble());
        Assert.Equal(JsonValueKind.Null, child.GetProperty("lastExit").ValueKind);
        Assert.Equal("""[1316,true,null,1.5,0.25,0,"2026-11-28T12:00:00.0000000Z","Friday","7",null]""", child.GetProperty("values").GetRawText());
    }

    [Fact]
    public async Task A_number_that_a_double_cannot_hold_is_text()
    {
        Device device = await _application.Devices.FindOrOpenAsync("a");
        device.IncrementBytes((1L << 53) + 1);
        device.Load = double.NaN;
        device.Serial = ulong.MaxValue;
        Device exact = await _application.Devices.FindOrOpenAsync("b");
        exact.IncrementBytes(1L << 53);
        exact.Serial = 1UL << 53;

        JsonElement[] children = await ChildrenAsync("");

        Assert.Equal("""["9007199254740993","NaN","18446744073709551615"]""", ValuesOf(children[0]));
        Assert.Equal("[9007199254740992,0,9007199254740992]", ValuesOf(children[1]));

        static string ValuesOf(JsonElement child)
        {
            JsonElement values = child.GetProperty("values");
            return $"[{values[0].GetRawText()},{values[4].GetRawText()},{values[5].GetRawText()}]";
        }
    }

    [Fact]
    public async Task Children_are_filtered_by_a_part_of_the_key_and_by_state()
    {
        await OpenAsync("tv1", "tv2", "radio", "TV3");

        Assert.Equal(["TV3", "tv1", "tv2"], Keys(await ChildrenAsync("&filter=tV")));
        Assert.Equal(["radio"], Keys(await ChildrenAsync("&filter=adi&state=running")));
        Assert.Empty(await ChildrenAsync("&state=restarting"));
    }

    [Fact]
    public async Task Children_are_sorted_by_key_age_and_attributes_in_either_order()
    {
        await OpenAsync("b");
        Advance(seconds: 1);
        await OpenAsync("a", "c");
        _application.Devices.Find("a")!.IncrementBytes(1);
        _application.Devices.Find("b")!.IncrementBytes(2);

        Assert.Equal(["a", "b", "c"], Keys(await ChildrenAsync("")));
        Assert.Equal(["a", "b", "c"], Keys(await ChildrenAsync("&sort=&state=&skip=&take=&desc=&filter=")));
        Assert.Equal(["c", "b", "a"], Keys(await ChildrenAsync("&sort=key&desc=true")));
        Assert.Equal("b", Keys(await ChildrenAsync("&sort=age&desc=true"))[0]);
        Assert.Equal(["c", "a", "b"], Keys(await ChildrenAsync("&sort=Bytes&desc=false")));
        Assert.Equal(["b", "a", "c"], Keys(await ChildrenAsync("&sort=@Bytes&desc=true")));
    }

    [Fact]
    public async Task A_page_of_a_hundred_thousand_children_is_a_page()
    {
        for (var i = 0; i < 100_000; i++)
            await _application.Devices.FindOrOpenAsync($"device-{i:D6}");

        JsonElement page = await _application.GetJsonAsync("/api/children?name=Device&filter=device-0&sort=@Bytes&desc=true&skip=50&take=20");

        Assert.Equal(100_000, page.GetProperty("total").GetInt32());
        Assert.Equal(100_000, page.GetProperty("matching").GetInt32());
        Assert.Equal(20, page.GetProperty("children").GetArrayLength());
        Assert.Equal("device-099949", Keys(page.GetProperty("children").EnumerateArray())[0]);
    }

    [Fact]
    public async Task A_page_beyond_the_end_is_empty()
    {
        await OpenAsync("a");

        JsonElement page = await _application.GetJsonAsync("/api/children?name=Device&skip=2147483647");

        Assert.Equal(1, page.GetProperty("matching").GetInt32());
        Assert.Empty(page.GetProperty("children").EnumerateArray());
    }

    [Theory]
    [InlineData("/api/children?name=Device&sort=Nope", "no attribute Nope. Its attributes are: Bytes,", "Bytes")]
    [InlineData("/api/children?name=Device&sort=@key", "no attribute key", "Bytes")]
    [InlineData("/api/children?name=Device&sort=Token", "secret", "Bytes")]
    [InlineData("/api/children?name=Device&state=asleep", "no state asleep", "running")]
    [InlineData("/api/children?name=Device&skip=-1", "skip must be a whole number from 0", null)]
    [InlineData("/api/children?name=Device&take=501", "take must be a whole number from 1 to 500", null)]
    [InlineData("/api/children?name=Device&take=0", "take must be a whole number from 1 to 500", null)]
    [InlineData("/api/children?name=Device&skip=99999999999", "skip must be", null)]
    [InlineData("/api/children?name=Device&desc=maybe", "desc must be true or false", null)]
    [InlineData("/api/children?name=Device&sort=key&sort=age", "more than one sort", null)]
    [InlineData("/api/children", "no name", null)]
    [InlineData("/api/child?name=Device", "no key", null)]
    [InlineData("/api/events?view=everything", "view must be", "overview")]
    [InlineData("/api/events?view=tracker&name=Device&sort=Nope", "no attribute Nope", "Bytes")]
    public async Task A_wrong_query_is_refused_with_the_names_that_there_are(string path, string detail, string? name)
    {
        using HttpResponseMessage response = await _application.GetAsync(path);

        JsonElement problem = await TestApplication.ReadJsonAsync(response);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        Assert.Contains(detail, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(name is not null, problem.TryGetProperty("names", out JsonElement names));
        if (name is not null)
            Assert.Contains(name, names.EnumerateArray().Select(static text => text.GetString()));
    }

    [Theory]
    [InlineData("/api/tracker?name=Nope")]
    [InlineData("/api/children?name=Nope")]
    [InlineData("/api/exits?name=Nope")]
    [InlineData("/api/child?name=Nope&key=a")]
    [InlineData("/api/events?view=tracker&name=Nope")]
    public async Task A_tracker_that_there_is_not_is_not_found_and_those_that_there_are_are_named(string path)
    {
        using HttpResponseMessage response = await _application.GetAsync(path);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("""["Device"]""", (await TestApplication.ReadJsonAsync(response)).GetProperty("names").GetRawText());
    }

    [Theory]
    [InlineData("/api/child?name=Device&key=nobody")]
    [InlineData("/api/events?view=child&name=Device&key=nobody")]
    public async Task A_key_of_which_nothing_is_known_is_not_found(string path)
    {
        using HttpResponseMessage response = await _application.GetAsync(path);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task An_exit_has_its_reason_its_exception_and_the_final_attributes()
    {
        Device device = await _application.Devices.FindOrOpenAsync("a");
        device.IncrementBytes(5);
        device.Token = "swordfish";
        device.Fail(new InvalidOperationException("The cable is loose."));
        await device.Completion;
        await _application.Devices.WhenFreeAsync("a");

        JsonElement exit = Assert.Single((await _application.GetJsonAsync("/api/exits?name=Device")).GetProperty("exits").EnumerateArray());

        Assert.Equal(("a", "failed"), (exit.GetProperty("key").GetString(), exit.GetProperty("reason").GetString()));
        Assert.False(exit.GetProperty("willRestart").GetBoolean());
        JsonElement exception = exit.GetProperty("exception");
        Assert.Equal("System.InvalidOperationException", exception.GetProperty("type").GetString());
        Assert.Equal("The cable is loose.", exception.GetProperty("message").GetString());
        Assert.Contains("Device.RunAsync", exception.GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Equal("""[5,false,null,0,0,0,null,"Sunday",null,null]""", exit.GetProperty("values").GetRawText());
    }

    [Fact]
    public async Task A_key_has_its_child_and_its_own_exits_only()
    {
        await OpenAsync("a", "b");
        await _application.Devices.StopAsync("a");
        await _application.Devices.StopAsync("b");
        await OpenAsync("a");

        JsonElement a = await _application.GetJsonAsync("/api/child?name=Device&key=a");
        JsonElement b = await _application.GetJsonAsync("/api/child?name=Device&key=b");

        Assert.Equal(2, a.GetProperty("child").GetProperty("incarnation").GetInt64());
        Assert.Equal(["a"], Keys(a.GetProperty("exits").EnumerateArray()));
        Assert.Equal(JsonValueKind.Null, b.GetProperty("child").ValueKind);
        Assert.Equal(["b"], Keys(b.GetProperty("exits").EnumerateArray()));
    }

    [Fact]
    public async Task A_restarted_child_has_the_end_before()
    {
        Device device = await _application.Devices.FindOrOpenAsync("a", options: new ChildOptions { Restart = RestartPolicy.Permanent });
        device.Fail(new InvalidOperationException("The cable is loose."));
        await _application.Devices.WaitForAsync("a", static next => next.Incarnation == 2);

        JsonElement lastExit = Assert.Single(await ChildrenAsync("")).GetProperty("lastExit");

        Assert.Equal("failed", lastExit.GetProperty("reason").GetString());
        Assert.Equal("The cable is loose.", lastExit.GetProperty("exception").GetProperty("message").GetString());
        Assert.False(lastExit.GetProperty("exception").TryGetProperty("text", out _));
    }

    [Fact]
    public async Task A_stop_answers_when_the_key_is_free()
    {
        await OpenAsync("a");

        using HttpResponseMessage response = await StopAsync("a");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("""{"stopped":true}""", await response.Content.ReadAsStringAsync());
        Assert.Empty(_application.Devices);
    }

    [Fact]
    public async Task A_stop_that_takes_long_is_accepted()
    {
        Device device = await _application.Devices.FindOrOpenAsync("stubborn");
        Task<HttpResponseMessage> stop = StopAsync("stubborn");

        // Not a second more: the child is abandoned after five, and its key is free then.
        await _application.Time.PassStopWaitAsync();
        using HttpResponseMessage response = await stop;

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Equal("""{"stopped":false}""", await response.Content.ReadAsStringAsync());
        device.Fail(new OperationCanceledException());
    }

    [Fact]
    public async Task A_stop_of_a_key_that_there_is_not_is_not_found()
    {
        using HttpResponseMessage response = await StopAsync("nobody");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    private static string[] Keys(IEnumerable<JsonElement> children) => [.. children.Select(static child => child.GetProperty("key").GetString()!)];

    private static double[] Numbers(JsonElement history, string name) =>
        [.. history.GetProperty(name).EnumerateArray().Select(static number => number.GetDouble())];

    private void Advance(int seconds)
    {
        for (var i = 0; i < seconds; i++)
            _application.Time.Advance(TimeSpan.FromSeconds(1));
    }

    private async Task OpenAsync(params string[] keys)
    {
        foreach (string key in keys)
            await _application.Devices.FindOrOpenAsync(key);
    }

    private Task<HttpResponseMessage> StopAsync(string key) =>
        _application.SendAsync(HttpMethod.Post, $"/api/stop?name=Device&key={key}", ("Origin", _application.Origin));

    private async Task<JsonElement> GetTrackerAsync() => await _application.GetJsonAsync("/api/tracker?name=Device");

    private async Task<JsonElement[]> ChildrenAsync(string query) =>
        [.. (await _application.GetJsonAsync("/api/children?name=Device" + query)).GetProperty("children").EnumerateArray()];
}
