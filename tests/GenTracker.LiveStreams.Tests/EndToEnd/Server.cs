using System;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Net.Http.Json;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Tests.Shared;

namespace GenTracker.LiveStreams.Tests.EndToEnd;

/// <summary>The sample as its users run it: a process of its own on a free port.</summary>
internal sealed class Server : IAsyncDisposable
{
    private readonly RunningProgram _process;

    private Server(RunningProgram process, Uri address)
    {
        _process = process;
        Http = new HttpClient { BaseAddress = address, Timeout = Timeout.InfiniteTimeSpan };
    }

    public HttpClient Http { get; }

    public Uri Address => Http.BaseAddress!;

    public string Log => _process.Output;

    /// <summary>Starts it with the settings given, and waits until it listens.</summary>
    public static async Task<Server> StartAsync(params string[] settings)
    {
        string program = Path.Combine(AppContext.BaseDirectory, "LiveStreams.dll");
        // Whoever runs the tests in the background has SIGINT ignored, and the server would inherit that.
        RunningProgram process = RunningProgram.Start(
            "env", ["--default-signal=INT", "dotnet", program, "--urls", "http://127.0.0.1:0", "--IdleSeconds", "1", .. settings]);
        try
        {
            return new Server(process, await process.ListensAsync());
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }

    public Task<StreamRow[]> StreamsAsync() => Http.GetFromJsonAsync<StreamRow[]>("/streams")!;

    public Task<ViewerRow[]> ViewersAsync() => Http.GetFromJsonAsync<ViewerRow[]>("/viewers")!;

    /// <summary>What the dashboard says of a tracker.</summary>
    public async Task<TrackerRow> TrackerAsync(string name)
    {
        JsonElement tracker = await Http.GetFromJsonAsync<JsonElement>($"/trackers/api/tracker?name={name}");
        JsonElement totals = tracker.GetProperty("totals");
        return new TrackerRow(
            tracker.GetProperty("counts").GetProperty("running").GetInt32(),
            totals.GetProperty("starts").GetInt64(),
            totals.GetProperty("exits").GetInt64(),
            totals.GetProperty("abandoned").GetInt64());
    }

    /// <summary>What Prometheus scrapes.</summary>
    public async Task<MetricSet> MetricsAsync() => new(await Http.GetStringAsync("/metrics"));

    /// <summary>The stream's row, or null where there is none.</summary>
    public async Task<StreamRow?> StreamAsync(string name) => (await StreamsAsync()).SingleOrDefault(s => s.Name == name);

    /// <summary>Waits until the stream is gone, and all of its viewers with it.</summary>
    public async Task UntilGoneAsync(string name)
    {
        await Poll.UntilAsync(this, $"the end of '{name}'", () => StreamAsync(name), stream => stream is null);
        await Poll.UntilAsync(
            this, $"the end of the viewers of '{name}'", async () => (await ViewersAsync()).Count(v => v.Stream == name), count => count == 0);
    }

    /// <summary>Waits until the server has logged this; its console is written a little later than it is told.</summary>
    public Task UntilLoggedAsync(string text) =>
        Poll.UntilAsync(this, $"'{text}' in the log", () => Task.FromResult(Log.Contains(text, StringComparison.Ordinal)), logged => logged);

    /// <summary>Begins to publish with ffmpeg, and waits until the stream is live.</summary>
    public async Task<RunningProgram> PublishAsync(string name, string method = "POST", string muxRate = "1M")
    {
        RunningProgram publisher = RunningProgram.Start(
            "ffmpeg", "-hide_banner", "-loglevel", "warning", "-nostdin", "-re",
            "-f", "lavfi", "-i", "testsrc=size=320x240:rate=25", "-f", "lavfi", "-i", "sine=frequency=440",
            "-c:v", "libx264", "-preset", "ultrafast", "-tune", "zerolatency", "-g", "25", "-b:v", "400k", "-c:a", "aac", "-muxrate", muxRate,
            "-method", method, "-f", "mpegts", new Uri(Address, $"/publish/{name}").ToString());
        await Poll.UntilAsync(
            this, $"'{name}' live", () => StreamAsync(name),
            stream => publisher.HasExited ? throw new InvalidOperationException($"ffmpeg ended:\n{publisher.Output}") : stream is { BytesIn: > 0 });
        return publisher;
    }

    /// <summary>The codecs that ffprobe finds, like "aac,h264".</summary>
    public async Task<string> ProbeAsync(string path)
    {
        string found = await RunningProgram.RunAsync(
            "ffprobe", "-v", "error", "-analyzeduration", "2M", "-show_entries", "stream=codec_name", "-of", "csv=p=0", new Uri(Address, path).ToString());
        return string.Join(',', found.Split(['\n', ',', '\r'], StringSplitOptions.RemoveEmptyEntries).Distinct().Order());
    }

    /// <summary>Presses Ctrl+C and gives the exit code.</summary>
    public Task<int> InterruptAsync() => _process.InterruptAsync();

    public static async Task<HttpStatusCode> StatusAsync(Task<HttpResponseMessage> request)
    {
        using HttpResponseMessage response = await request;
        return response.StatusCode;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _process.DisposeAsync();
    }
}
