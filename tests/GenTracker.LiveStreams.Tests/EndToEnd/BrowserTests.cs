using System;
using System.Net;
using System.Net.Http;
using System.Net.Http.Json;
using System.Text.Json;
using System.Threading.Tasks;
using Xunit;

namespace GenTracker.LiveStreams.Tests.EndToEnd;

/// <summary>What a browser needs: the page, and streams that it can play.</summary>
public class BrowserTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private readonly Server _server = shared.Server;

    [Theory]
    [InlineData("/", "text/html")]
    [InlineData("/live.css", "text/css")]
    [InlineData("/live.js", "text/javascript")]
    public async Task The_page_and_its_parts_are_there(string path, string type)
    {
        using HttpResponseMessage response = await _server.Http.GetAsync(path);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(type, response.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task A_player_of_segments_plays_a_stream_that_opens_for_it_and_leaves_when_nobody_asks_any_more()
    {
        Assert.Equal("aac,h264", await _server.ProbeAsync("/live/demo/index.m3u8"));

        await Poll.UntilAsync(
            _server,
            "one viewer, who is the maker of the segments",
            async () =>
            {
                Assert.Equal(HttpStatusCode.OK, await Server.StatusAsync(_server.Http.GetAsync("/live/demo/index.m3u8")));
                return await _server.StreamAsync("demo");
            },
            static stream => stream?.Viewers == 1);
        await _server.UntilGoneAsync("demo");
    }

    [Fact]
    public async Task A_segment_that_is_not_kept_is_not_found()
    {
        Assert.Equal(HttpStatusCode.NotFound, await Server.StatusAsync(_server.Http.GetAsync("/live/nobody/0.ts")));
        Assert.Equal(HttpStatusCode.NotFound, await Server.StatusAsync(_server.Http.GetAsync("/live/nobody/index.m3u8")));
    }

    [Fact]
    public async Task A_stream_is_stopped_from_the_own_machine_only_and_under_its_own_name()
    {
        using ReadingViewer viewer = await ReadingViewer.ConnectAsync(_server, "/live/demo");
        using HttpRequestMessage rebound = new(HttpMethod.Delete, "/streams/demo");
        rebound.Headers.Host = "a-name-that-points-here.example";
        using HttpResponseMessage response = await _server.Http.SendAsync(rebound);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Contains("own machine", (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.NotNull(await _server.StreamAsync("demo"));
    }

    [Theory]
    [InlineData("%2e%2e%2fetc")]
    [InlineData("a%2Fb")]
    [InlineData("a%00b")]
    [InlineData("a%0Ab")]
    [InlineData("%3Cscript%3E")]
    [InlineData(".hidden")]
    [InlineData("tv1.ts.ts")]
    public async Task A_name_that_no_stream_may_have_is_a_bad_request(string name)
    {
        using StringContent body = new("");

        Assert.Equal(HttpStatusCode.BadRequest, await Server.StatusAsync(_server.Http.GetAsync($"/live/{name}")));
        Assert.Equal(HttpStatusCode.BadRequest, await Server.StatusAsync(_server.Http.PutAsync($"/publish/{name}", body)));
    }

    [Fact]
    public async Task A_name_of_a_thousand_letters_is_a_bad_request() =>
        Assert.Equal(HttpStatusCode.BadRequest, await Server.StatusAsync(_server.Http.GetAsync("/live/" + new string('a', 1_000))));
}
