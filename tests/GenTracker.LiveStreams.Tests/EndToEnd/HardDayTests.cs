using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using GenTracker.Tests.Shared;
using Xunit;

namespace GenTracker.LiveStreams.Tests.EndToEnd;

/// <summary>All at once: publishers, a chain of two servers, viewers of every kind, and things that are killed.</summary>
public class HardDayTests
{
    private const int Readers = 35;
    private const int Deaf = 5;
    private const int Visitors = 10;
    private const int VisitsOfEach = 4;
    private const string RelayedName = "relay";
    private const string Viewers = "gentracker_tracker=\"Viewer\"";

    private static readonly string[] Published = ["tv1", "tv2", "tv3"];

    [Fact]
    public async Task After_a_hard_day_nothing_is_left_and_everything_was_counted()
    {
        int port = FreePorts.Get();
        Server upstream = await StartUpstreamAsync(port);
        await using Server server = await Server.StartAsync(
            "--ViewerBufferKilobytes", "512", "--Sources:relay", $"http://127.0.0.1:{port}/live/demo", "--LiveStream:MaxRestarts", "1000",
            "--LiveStream:Backoff:Initial", "00:00:00.050", "--LiveStream:Backoff:Max", "00:00:00.500");
        List<RunningProgram> publishers = [];
        List<ReadingViewer> readers = [];
        List<DeafViewer> deaf = [];
        try
        {
            foreach (string name in Published)
                publishers.Add(await server.PublishAsync(name, muxRate: "8M"));
            string[] streams = [.. Published, RelayedName];
            for (int i = 0; i < Readers; i++)
                readers.Add(await ReadingViewer.ConnectAsync(server, $"/live/{streams[i % streams.Length]}"));
            for (int i = 0; i < Deaf; i++)
                deaf.Add(await DeafViewer.ConnectAsync(server, $"/live/{Published[i % Published.Length]}"));
            Task[] visits = [.. Enumerable.Range(0, Visitors).Select(number => VisitAsync(server, $"/live/{Published[number % Published.Length]}"))];
            await Poll.UntilAsync(server, "viewers who lose packets", server.ViewersAsync, static rows => rows.Any(static row => row.PacketsDropped > 0));
            await Task.WhenAll(visits);

            // Those who read lose nothing by those who do not, and each list tells the same.
            (StreamRow[] before, ViewerRow[] rows) = await Poll.UntilAsync(
                server, "as many viewers as there are", async () => (await server.StreamsAsync(), await server.ViewersAsync()),
                static seen => seen.Item1.Sum(static row => row.Viewers) == Readers + Deaf && seen.Item2.Length == Readers + Deaf);
            Assert.All(before, row => Assert.Equal(rows.Count(viewer => viewer.Stream == row.Name), row.Viewers));
            Assert.Equal(Readers + Deaf, (await server.TrackerAsync("Viewer")).Running);
            Assert.Equal(streams.Length, (await server.TrackerAsync("LiveStream")).Running);
            Assert.All(before, static row => Assert.True(row.PeakViewers >= row.Viewers && row.BytesIn > 0 && row.BytesOut > 0, row.ToString()));

            // What Prometheus scrapes lies between two looks at the same counters.
            MetricSet metrics = await server.MetricsAsync();
            StreamRow[] after = await server.StreamsAsync();
            Assert.InRange(metrics.Sum("live_stream_bytes_in_bytes_total"), before.Sum(static row => row.BytesIn), after.Sum(static row => row.BytesIn));
            Assert.InRange(metrics.Sum("live_stream_bytes_out_bytes_total"), before.Sum(static row => row.BytesOut), after.Sum(static row => row.BytesOut));
            Assert.Equal(Readers + Deaf, metrics.Sum("live_stream_viewers"));
            Assert.Equal(Readers + Deaf, metrics.Sum("gentracker_children", Viewers, "gentracker_child_state=\"running\""));

            // The upstream server and a publisher die; the others do not notice.
            await upstream.DisposeAsync();
            publishers[0].Kill();
            await server.UntilGoneAsync(Published[0]);
            await Poll.UntilAsync(server, "a restart of the relay", () => server.StreamAsync(RelayedName), static row => row is null or { Restarts: > 0 });
            upstream = await StartUpstreamAsync(port);
            using ReadingViewer again = await Poll.UntilServedAsync(server, $"/live/{RelayedName}");
            await Poll.UntilAsync(server, "bytes of the relay", () => Task.FromResult(again.Bytes), static bytes => bytes > 0);
            long survivor = (await server.StreamAsync(Published[1]))!.BytesIn;
            await Poll.UntilAsync(server, "bytes of a survivor", () => server.StreamAsync(Published[1]), row => row?.BytesIn > survivor);
            Assert.Equal(0, (await server.StreamAsync(Published[1]))!.Restarts);

            publishers.ForEach(static publisher => publisher.Kill());
            again.Dispose();
            readers.ForEach(static reader => reader.Dispose());
            deaf.ForEach(static viewer => viewer.Dispose());
            foreach (string name in streams)
                await server.UntilGoneAsync(name);
            Assert.Empty(await server.ViewersAsync());
            TrackerRow viewers = await Poll.UntilAsync(
                server, "an exit for each viewer", () => server.TrackerAsync("Viewer"), static row => row.Starts == row.Exits);
            const int AllViewers = Readers + Deaf + (Visitors * VisitsOfEach) + 1;
            Assert.Equal((0, AllViewers, 0), (viewers.Running, viewers.Starts, viewers.Abandoned));
            metrics = await Poll.UntilAsync(
                server, "an exit for each viewer in the metrics", server.MetricsAsync,
                static all => all.Sum("gentracker_child_exits_total", Viewers) == AllViewers);
            Assert.Equal(AllViewers, metrics.Sum("gentracker_child_starts_total", Viewers));
            Assert.Equal(0, metrics.Sum("gentracker_children"));
            Assert.Equal(0, metrics.Sum("live_stream_viewers"));

            // While its source was away, the relay could not be started: these are exits too.
            TrackerRow relayed = await server.TrackerAsync("LiveStream");
            Assert.Equal((0, 0), (relayed.Running, relayed.Abandoned));
            Assert.True(relayed.Exits >= relayed.Starts, relayed.ToString());
            Assert.Equal(0, await server.InterruptAsync());
            Assert.DoesNotContain("abandoned", server.Log, StringComparison.OrdinalIgnoreCase);
            Assert.All(
                server.Log.Split('\n').Where(static line => line.Contains("fail:", StringComparison.Ordinal)),
                static line => Assert.Contains(RelayedName, line, StringComparison.Ordinal));
        }
        finally
        {
            readers.ForEach(static reader => reader.Dispose());
            deaf.ForEach(static viewer => viewer.Dispose());
            foreach (RunningProgram publisher in publishers)
                await publisher.DisposeAsync();
            await upstream.DisposeAsync();
        }
    }

    private static Task<Server> StartUpstreamAsync(int port) => Server.StartAsync("--urls", $"http://127.0.0.1:{port}");

    /// <summary>Comes and goes, each time after some bytes.</summary>
    private static async Task VisitAsync(Server server, string path)
    {
        for (int visit = 0; visit < VisitsOfEach; visit++)
        {
            using ReadingViewer viewer = await ReadingViewer.ConnectAsync(server, path);
            await Poll.UntilAsync(server, "a byte for a visitor", () => Task.FromResult(viewer.Bytes), static bytes => bytes > 0);
        }
    }
}
