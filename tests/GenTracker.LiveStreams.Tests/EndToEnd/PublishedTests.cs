using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Threading.Tasks;
using GenTracker.LiveStreams.Tests.Tools;
using GenTracker.Tests.Shared;
using Xunit;

namespace GenTracker.LiveStreams.Tests.EndToEnd;

public class PublishedTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private readonly Server _server = shared.Server;

    [Theory]
    [InlineData("POST")]
    [InlineData("PUT")]
    public async Task What_ffmpeg_pushes_can_be_watched_while_it_lasts(string method)
    {
        string name = "pushed-by-" + method;
        await using RunningProgram publisher = await _server.PublishAsync(name, method);

        string seen = await _server.ProbeAsync($"/live/{name}");

        Assert.Equal("aac,h264", seen);
        publisher.Kill();
        await _server.UntilGoneAsync(name);
        await _server.UntilLoggedAsync($"{name}: its publisher has gone without an end");
    }

    [Fact]
    public async Task Twenty_viewers_and_a_deaf_one_are_counted_and_all_is_cleaned_up_when_the_publisher_is_killed()
    {
        // 8 Mbit/s fill the deaf viewer's 2 MB, and what its connection holds, in a few seconds; a reader may be held up for two, by a busy
        // machine, before it loses anything.
        await using RunningProgram publisher = await _server.PublishAsync("tv1", muxRate: "8M");
        List<ReadingViewer> readers = [];
        try
        {
            for (int i = 0; i < 20; i++)
                readers.Add(await ReadingViewer.ConnectAsync(_server, "/live/tv1"));
            using DeafViewer deaf = await DeafViewer.ConnectAsync(_server, "/live/tv1");

            StreamRow full = (await Poll.UntilAsync(_server, "21 viewers", () => _server.StreamAsync("tv1"), s => s is { Viewers: 21, Bitrate: > 0 }))!;
            Assert.Equal(21, full.PeakViewers);
            Assert.Equal("running", full.State);

            ViewerRow[] rows = await Poll.UntilAsync(_server, "a viewer with losses", _server.ViewersAsync, all => all.Any(v => v.PacketsDropped > 0));
            Assert.Equal(21, rows.Length);
            Assert.Equal(20, rows.Count(v => v.PacketsDropped == 0 && v.BytesSent > 0));
            long before = readers.Min(r => r.Bytes);
            await Poll.UntilAsync(_server, "another megabyte for each reader", () => Task.FromResult(readers.Min(r => r.Bytes)), b => b > before + 1_000_000);
            Assert.Equal(20, (await _server.ViewersAsync()).Count(v => v.PacketsDropped == 0));

            publisher.Kill();

            await _server.UntilGoneAsync("tv1");
            await Task.WhenAll(readers.Select(r => r.Ended)).WaitAsync(TimeSpan.FromSeconds(30));
            Assert.Equal(HttpStatusCode.NotFound, await Server.StatusAsync(_server.Http.GetAsync("/live/tv1")));
        }
        finally
        {
            readers.ForEach(r => r.Dispose());
        }
    }

    [Fact]
    public async Task A_name_that_is_live_is_refused_to_a_second_publisher_and_the_first_goes_on()
    {
        await using RunningProgram publisher = await _server.PublishAsync("taken");
        using ByteArrayContent body = new(Ts.Demo);

        using HttpResponseMessage refusal = await _server.Http.PutAsync("/publish/taken", body);
        Assert.Equal(HttpStatusCode.Conflict, refusal.StatusCode);
        // The body is not read, so no other request can follow it on this connection.
        Assert.True(refusal.Headers.ConnectionClose);

        long before = (await _server.StreamAsync("taken"))!.BytesIn;
        await Poll.UntilAsync(_server, "more bytes", () => _server.StreamAsync("taken"), s => s!.BytesIn > before);
    }

    [Theory]
    [InlineData("")]
    [InlineData("This is a text and no film.")]
    public async Task What_is_no_transport_stream_is_a_bad_request(string text)
    {
        using StringContent body = new(text);
        using HttpResponseMessage response = await _server.Http.PostAsync("/publish/text-pushed", body);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        await _server.UntilGoneAsync("text-pushed");
    }

    [Fact]
    public async Task A_stream_that_is_pushed_to_its_end_is_accepted()
    {
        using ByteArrayContent body = new(Ts.Demo);

        Assert.Equal(HttpStatusCode.NoContent, await Server.StatusAsync(_server.Http.PutAsync("/publish/whole", body)));

        await _server.UntilGoneAsync("whole");
        await _server.UntilLoggedAsync($"whole ended: Completed; {Ts.Demo.Length} bytes in");
    }

    [Fact]
    public async Task Each_of_many_streams_that_are_pushed_to_their_ends_is_answered()
    {
        var answers = new ConcurrentBag<HttpStatusCode>();

        await Parallel.ForEachAsync(
            Enumerable.Range(0, 400),
            new ParallelOptions { MaxDegreeOfParallelism = 8 },
            async (number, cancellationToken) =>
            {
                using ByteArrayContent body = new(Ts.Demo);
                answers.Add(await Server.StatusAsync(_server.Http.PutAsync($"/publish/many{number}", body, cancellationToken)));
            });

        Assert.All(answers, static answer => Assert.Equal(HttpStatusCode.NoContent, answer));
    }

    [Fact]
    public async Task A_deleted_stream_ends_with_its_viewers_and_its_publisher()
    {
        await using RunningProgram publisher = await _server.PublishAsync("deleted");
        using ReadingViewer viewer = await ReadingViewer.ConnectAsync(_server, "/live/deleted");

        Assert.Equal(HttpStatusCode.NoContent, await Server.StatusAsync(_server.Http.DeleteAsync("/streams/deleted")));

        Assert.Null(await _server.StreamAsync("deleted"));
        await viewer.Ended.WaitAsync(TimeSpan.FromSeconds(30));
        await publisher.EndsAsync();
        await _server.UntilGoneAsync("deleted");
    }
}
