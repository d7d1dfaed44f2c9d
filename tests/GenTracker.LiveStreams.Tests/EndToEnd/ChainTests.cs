using System;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Threading.Tasks;
using GenTracker.Tests.Shared;
using Xunit;

namespace GenTracker.LiveStreams.Tests.EndToEnd;

/// <summary>A server that pulls its stream from another one, and streams that have no seat left.</summary>
public class ChainTests
{
    [Fact]
    public async Task A_stream_of_another_server_is_pulled_and_comes_back_after_that_server_was_killed()
    {
        int port = FreePorts.Get();
        Server upstream = await Server.StartAsync("--urls", $"http://127.0.0.1:{port}");
        await using Server server = await Server.StartAsync(
            "--Sources:relay", $"http://127.0.0.1:{port}/live/demo", "--LiveStream:MaxRestarts", "1000",
            "--LiveStream:Backoff:Initial", "00:00:00.050", "--LiveStream:Backoff:Max", "00:00:00.500");
        using ReadingViewer viewer = await ReadingViewer.ConnectAsync(server, "/live/relay");
        await Poll.UntilAsync(server, "a byte", () => Task.FromResult(viewer.Bytes), static bytes => bytes > 0);

        await upstream.DisposeAsync();
        await Poll.UntilAsync(server, "a restart", () => server.StreamAsync("relay"), static stream => stream is { Restarts: > 0, LastError: not null });
        await using Server back = await Server.StartAsync("--urls", $"http://127.0.0.1:{port}");

        long before = (await server.StreamAsync("relay"))?.BytesIn ?? 0;
        using ReadingViewer second = await Poll.UntilServedAsync(server, "/live/relay");
        await Poll.UntilAsync(server, "bytes again", () => server.StreamAsync("relay"), stream => stream?.BytesIn > before);
    }

    [Fact]
    public async Task A_source_that_does_not_exist_upstream_is_a_bad_gateway_with_the_cause()
    {
        await using Server upstream = await Server.StartAsync();
        await using Server server = await Server.StartAsync("--Sources:relay", new Uri(upstream.Address, "/live/nobody").ToString());
        using HttpResponseMessage response = await server.Http.GetAsync("/live/relay");

        Assert.Equal(HttpStatusCode.BadGateway, response.StatusCode);
        Assert.Contains("404", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_viewer_beyond_the_last_seat_is_told_to_come_again()
    {
        await using Server server = await Server.StartAsync("--MaxViewers", "2");
        using ReadingViewer first = await ReadingViewer.ConnectAsync(server, "/live/demo");
        using ReadingViewer second = await ReadingViewer.ConnectAsync(server, "/live/demo");

        using HttpResponseMessage refused = await server.Http.GetAsync("/live/demo", HttpCompletionOption.ResponseHeadersRead);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.True(refused.Headers.RetryAfter?.Delta > TimeSpan.Zero, "no Retry-After");
        using HttpResponseMessage playlist = await server.Http.GetAsync("/live/demo/index.m3u8");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, playlist.StatusCode);
        Assert.True(playlist.Headers.RetryAfter?.Delta > TimeSpan.Zero, "no Retry-After of the playlist");
        Assert.DoesNotContain("fail:", server.Log, StringComparison.Ordinal);
        first.Dispose();
        using ReadingViewer next = await Poll.UntilServedAsync(server, "/live/demo");
    }

    [Fact]
    public async Task Players_who_come_at_once_share_the_last_seat()
    {
        await using Server server = await Server.StartAsync("--MaxViewers", "1");

        HttpStatusCode[] answers = await Task.WhenAll(
            Enumerable.Range(0, 16).Select(_ => Server.StatusAsync(server.Http.GetAsync("/live/demo/index.m3u8"))));

        Assert.All(answers, static answer => Assert.Equal(HttpStatusCode.OK, answer));
        Assert.DoesNotContain("fail:", server.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_publisher_that_is_killed_is_one_line_in_the_log()
    {
        await using Server server = await Server.StartAsync();
        await using RunningProgram publisher = await server.PublishAsync("tv1");

        publisher.Kill();

        await server.UntilLoggedAsync("tv1 ended: Completed");
        string warning = Assert.Single(server.Log.Split('\n'), static line => line.Contains("publisher has gone", StringComparison.Ordinal));
        Assert.Contains("warn:", warning, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", server.Log, StringComparison.Ordinal);
    }
}
