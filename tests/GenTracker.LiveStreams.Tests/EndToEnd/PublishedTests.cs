using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Threading.Tasks;
using GenTracker.LiveStreams.Tests.Tools;
using GenTracker.Tests.Shared;
using LiveStreams.MpegTs;
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
        await Poll.UntilAsync(_server, "a bitrate", () => _server.StreamAsync(name), static stream => stream!.Bitrate > 0);
        publisher.Kill();
        await _server.UntilGoneAsync(name);
        await _server.UntilLoggedAsync($"{name}: its publisher has gone without an end");
    }

    [Fact]
    public async Task Twenty_viewers_and_a_deaf_one_are_counted_and_all_is_cleaned_up_when_the_publisher_is_gone()
    {
        byte[] block = Ts.Demo[..(Ts.Demo.Length / 4 / TsPacket.Size * TsPacket.Size)];
        using RawPublisher publisher = await RawPublisher.ConnectAsync(_server, "/publish/tv1");
        List<ReadingViewer> readers = [];
        List<long> sentBefore = [];
        long sent = 0;

        // Those who read get each block before the next one is sent, so none of them is ever behind, however busy the machine is.
        async Task PublishAsync()
        {
            await publisher.SendAsync(block);
            sent += block.Length;
            await Poll.UntilAsync(
                _server, "a block for each reader", () => Task.FromResult(readers.Zip(sentBefore, (reader, before) => reader.Bytes - (sent - before))),
                static ahead => ahead.All(static bytes => bytes >= 0));
        }

        await PublishAsync();
        await Poll.UntilAsync(_server, "'tv1' live", () => _server.StreamAsync("tv1"), stream => stream?.BytesIn == sent);
        try
        {
            for (int i = 0; i < 20; i++)
            {
                readers.Add(await ReadingViewer.ConnectAsync(_server, "/live/tv1"));
                sentBefore.Add(sent);
                await PublishAsync();
            }
            using DeafViewer deaf = await DeafViewer.ConnectAsync(_server, "/live/tv1");
            await Poll.UntilAsync(
                _server,
                "21 viewers in both lists",
                async () => (await _server.StreamAsync("tv1"), await _server.ViewersAsync()),
                static seen => seen is ({ Viewers: 21, PeakViewers: 21 }, { Length: 21 }));

            ViewerRow[] rows;
            do
            {
                await PublishAsync();
                rows = await _server.ViewersAsync();
            }
            while (!rows.Any(static viewer => viewer.PacketsDropped > 0));
            Assert.Equal((21, 1), (rows.Length, rows.Count(static viewer => viewer.PacketsDropped > 0)));

            publisher.Dispose();

            await _server.UntilGoneAsync("tv1");
            await Task.WhenAll(readers.Select(r => r.Ended)).WaitAsync(Condition.Timeout);
            Assert.Equal(HttpStatusCode.NotFound, await Server.StatusAsync(_server.Http.GetAsync("/live/tv1")));
        }
        finally
        {
            readers.ForEach(r => r.Dispose());
        }
    }

    [Fact]
    public async Task A_viewer_is_let_in_before_the_next_packet_comes()
    {
        using RawPublisher publisher = await RawPublisher.ConnectAsync(_server, "/publish/silent");
        await publisher.SendAsync(Ts.Demo.AsMemory(0, 300 * TsPacket.Size));
        await Poll.UntilAsync(_server, "'silent' live", () => _server.StreamAsync("silent"), static stream => stream?.BytesIn == 300 * TsPacket.Size);

        using ReadingViewer viewer = await ReadingViewer.ConnectAsync(_server, "/live/silent");

        Assert.Equal("video/mp2t", viewer.ContentType);
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
    public async Task A_name_may_be_published_with_the_extension_by_which_it_is_watched()
    {
        using ByteArrayContent body = new(Ts.Demo);

        Assert.Equal(HttpStatusCode.NoContent, await Server.StatusAsync(_server.Http.PutAsync("/publish/extended.ts", body)));

        await _server.UntilLoggedAsync("extended ended: Completed");
    }

    [Theory]
    [InlineData("no packets", 0)]
    [InlineData("after packets", 300)]
    public async Task A_publisher_who_breaks_the_rules_of_http_is_told_so(string when, int packets)
    {
        string name = "broken-" + when.Replace(' ', '-');
        using RawPublisher publisher = await RawPublisher.ConnectAsync(_server, "/publish/" + name);
        if (packets > 0)
            await publisher.SendAsync(Ts.Demo.AsMemory(0, packets * TsPacket.Size));
        await publisher.SendTextAsync("no length of a chunk\r\n");

        string answer = await publisher.ReadAnswerAsync();

        Assert.StartsWith("HTTP/1.1 400 ", answer, StringComparison.Ordinal);
        Assert.Contains("application/problem+json", answer, StringComparison.Ordinal);
        await _server.UntilLoggedAsync($"{name}: its publisher has gone without an end: Bad chunk");
    }

    [Fact]
    public async Task Half_a_packet_at_the_end_is_logged()
    {
        using ByteArrayContent body = new(Ts.Join(Ts.Demo, Ts.Packet()[..100]));

        Assert.Equal(HttpStatusCode.NoContent, await Server.StatusAsync(_server.Http.PutAsync("/publish/half", body)));

        await _server.UntilLoggedAsync("half: skipped 100 bytes");
        await _server.UntilLoggedAsync($"half ended: Completed; {Ts.Demo.Length} bytes in");
    }

    [Fact]
    public async Task Each_of_many_requests_for_playlists_of_streams_that_just_end_is_answered()
    {
        const int Streams = 60;
        const int Askers = 3;
        var answers = new ConcurrentBag<HttpStatusCode>();

        await Parallel.ForEachAsync(
            Enumerable.Range(0, Streams),
            new ParallelOptions { MaxDegreeOfParallelism = 4 },
            async (number, cancellationToken) =>
            {
                using ByteArrayContent body = new(Ts.Demo);
                Task<HttpStatusCode> published = Server.StatusAsync(_server.Http.PutAsync($"/publish/brief{number}", body, cancellationToken));
                await Task.WhenAll(Enumerable.Range(0, Askers).Select(async _ =>
                {
                    do
                        answers.Add(await Server.StatusAsync(_server.Http.GetAsync($"/live/brief{number}/index.m3u8", cancellationToken)));
                    while (!published.IsCompleted);
                }));
                Assert.Equal(HttpStatusCode.NoContent, await published);
            });

        // The stream is there, or it is not; that it is just ending is nobody's business.
        Assert.All(answers, static answer => Assert.True(answer is HttpStatusCode.OK or HttpStatusCode.NotFound, answer.ToString()));
        Assert.Contains(HttpStatusCode.NotFound, answers);
    }

    [Fact]
    public async Task A_deleted_stream_ends_with_its_viewers_and_its_publisher()
    {
        await using RunningProgram publisher = await _server.PublishAsync("deleted");
        using ReadingViewer viewer = await ReadingViewer.ConnectAsync(_server, "/live/deleted");

        Assert.Equal(HttpStatusCode.NoContent, await Server.StatusAsync(_server.Http.DeleteAsync("/streams/deleted")));

        Assert.Null(await _server.StreamAsync("deleted"));
        await viewer.Ended.WaitAsync(Condition.Timeout);
        await publisher.EndsAsync();
        await _server.UntilGoneAsync("deleted");
    }
}
