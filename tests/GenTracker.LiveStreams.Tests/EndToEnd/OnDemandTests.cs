using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Net.Http.Json;
using System.Text.Json;
using System.Threading.Tasks;
using GenTracker.Tests.Shared;
using Xunit;

namespace GenTracker.LiveStreams.Tests.EndToEnd;

public class OnDemandTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private readonly Server _server = shared.Server;

    [Theory]
    [InlineData("/live/demo")]
    [InlineData("/live/demo.ts")]
    public async Task The_demo_plays_as_soon_as_somebody_asks_for_it(string path) =>
        Assert.Equal("aac,h264", await _server.ProbeAsync(path));

    [Fact]
    public async Task The_demo_goes_on_over_its_seam_without_a_complaint_of_the_decoder()
    {
        // 9 s of a recording that is 8 s long; -xerror makes ffmpeg fail at the first error.
        string complaints = await RunningProgram.RunAsync(
            "ffmpeg", "-hide_banner", "-nostdin", "-v", "warning", "-xerror", "-i", new Uri(_server.Address, "/live/demo").ToString(),
            "-t", "9", "-f", "null", "-");

        Assert.Equal("", complaints);
    }

    [Fact]
    public async Task A_stream_without_viewers_retires_and_a_new_viewer_opens_it_again()
    {
        using (ReadingViewer first = await ReadingViewer.ConnectAsync(_server, "/live/demo"))
        {
            Assert.Equal("video/mp2t", first.ContentType);
            await Poll.UntilAsync(_server, "a byte", () => Task.FromResult(first.Bytes), bytes => bytes > 0);
            // On a machine that has held it up for a while, it is stalled for a moment.
            await Poll.UntilAsync(_server, "a running demo", () => _server.StreamAsync("demo"), static live => live is { State: "running", Source: "demo" });
        }

        await _server.UntilGoneAsync("demo");
        using ReadingViewer second = await ReadingViewer.ConnectAsync(_server, "/live/demo");

        await Poll.UntilAsync(_server, "a byte", () => Task.FromResult(second.Bytes), bytes => bytes > 0);
    }

    [Fact]
    public async Task Viewers_who_come_and_go_while_it_retires_are_never_turned_away()
    {
        // The stream retires after a second without viewers, so each of these comes just about then.
        for (int i = 0; i < 4; i++)
        {
            using (ReadingViewer viewer = await ReadingViewer.ConnectAsync(_server, "/live/demo"))
                await Poll.UntilAsync(_server, "a byte", () => Task.FromResult(viewer.Bytes), bytes => bytes > 0);
            await Task.Delay(900 + i * 100);
        }
    }

    [Fact]
    public async Task A_file_plays_once_and_its_end_is_the_viewers_end()
    {
        using ReadingViewer viewer = await ReadingViewer.ConnectAsync(_server, "/live/once");

        await viewer.Ended.WaitAsync(Condition.Timeout);
        await _server.UntilGoneAsync("once");

        Assert.True(viewer.Bytes > 0, "nothing came");
        await _server.UntilLoggedAsync("once ended: Completed");
    }

    [Fact]
    public async Task A_file_that_turns_bad_is_started_again_and_the_state_says_why()
    {
        // It is there for two seconds, until it has been restarted too often. Whoever has missed that opens it again.
        StreamRow restarted = (await Poll.UntilAsync(
            _server,
            "a restart of 'damaged'",
            async () =>
            {
                if (await _server.StreamAsync("damaged") is { } stream)
                    return stream;
                using HttpResponseMessage opened = await _server.Http.GetAsync("/live/damaged", HttpCompletionOption.ResponseHeadersRead);
                return null;
            },
            static stream => stream is { Restarts: > 0, LastError: not null }))!;

        Assert.Contains("no MPEG-TS", restarted.LastError, StringComparison.Ordinal);
        await _server.UntilLoggedAsync("damaged failed");
        await _server.UntilGoneAsync("damaged");
    }

    [Theory]
    [InlineData("missing", "Could not find file")]
    [InlineData("text", "no MPEG-TS")]
    public async Task A_source_that_cannot_be_opened_is_a_bad_gateway_with_the_cause(string name, string cause)
    {
        using HttpResponseMessage response = await _server.Http.GetAsync($"/live/{name}");

        Assert.Equal(HttpStatusCode.BadGateway, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        JsonElement problem = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Contains(cause, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Null(await _server.StreamAsync(name));
    }

    [Theory]
    [InlineData("GET", "/live/nobody")]
    [InlineData("GET", "/live/nobody.ts")]
    [InlineData("GET", "/streams/nobody")]
    [InlineData("DELETE", "/streams/nobody")]
    public async Task An_unknown_name_is_not_found_as_problem_details(string method, string path)
    {
        using HttpRequestMessage request = new(new HttpMethod(method), path);
        using HttpResponseMessage response = await _server.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task The_lists_have_the_names_that_are_promised()
    {
        using ReadingViewer viewer = await ReadingViewer.ConnectAsync(_server, "/live/demo");

        JsonElement one = await _server.Http.GetFromJsonAsync<JsonElement>("/streams/demo");

        Assert.Superset(
            (HashSet<string>)["name", "state", "source", "bytesIn", "bytesOut", "viewers", "peakViewers", "bitrate", "since", "restarts"],
            one.EnumerateObject().Select(p => p.Name).ToHashSet());
    }
}
