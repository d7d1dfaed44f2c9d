using System;
using System.Diagnostics;
using System.Threading.Tasks;
using GenTracker.Tests.Shared;
using Xunit;

namespace GenTracker.LiveStreams.Tests.EndToEnd;

public class ShutdownTests
{
    /// <summary>How long the host waits for what does not end. It is so long that a busy machine is not taken for that.</summary>
    private static readonly TimeSpan HostTimeout = TimeSpan.FromMinutes(4);

    [Fact]
    public async Task Ctrl_C_ends_publishers_and_viewers_and_the_deaf_too()
    {
        await using Server server = await Server.StartAsync("--ViewerBufferKilobytes", "128", "--shutdownTimeoutSeconds", $"{HostTimeout.TotalSeconds}");
        await using RunningProgram publisher = await server.PublishAsync("tv1", muxRate: "8M");
        using ReadingViewer reader = await ReadingViewer.ConnectAsync(server, "/live/tv1");
        using ReadingViewer other = await ReadingViewer.ConnectAsync(server, "/live/demo");
        using DeafViewer deaf = await DeafViewer.ConnectAsync(server, "/live/tv1");
        await Poll.UntilAsync(server, "a viewer with losses", server.ViewersAsync, all => Array.Exists(all, v => v.PacketsDropped > 0));
        Stopwatch watch = Stopwatch.StartNew();

        int exitCode = await server.InterruptAsync();

        Assert.True(exitCode == 0, $"The server ended with {exitCode}:\n{server.Log}");
        Assert.True(watch.Elapsed < HostTimeout / 2, $"It took {watch.Elapsed}:\n{server.Log}");
        Assert.Contains("tv1 ended: TrackerClosed", server.Log, StringComparison.Ordinal);
        Assert.Contains("demo ended: TrackerClosed", server.Log, StringComparison.Ordinal);
        await Task.WhenAll(reader.Ended, other.Ended, publisher.EndsAsync()).WaitAsync(HostTimeout);
    }

    [Theory]
    [InlineData("--Sources:odd", "rtmp://127.0.0.1/x", "neither 'demo' nor 'file:PATH' nor 'http://…'")]
    [InlineData("--Sources:a b", "demo", "Sources:a b cannot be asked for. A stream's name has")]
    [InlineData("--Sources:film.ts", "demo", "does not end with '.ts'")]
    [InlineData("--IdleSeconds", "-1", "IdleSeconds")]
    public async Task A_wrong_setting_is_told_at_the_start(string setting, string value, string complaint)
    {
        string program = System.IO.Path.Combine(AppContext.BaseDirectory, "LiveStreams.dll");
        await using RunningProgram server = RunningProgram.Start("dotnet", program, "--urls", "http://127.0.0.1:0", setting, value);

        Assert.NotEqual(0, await server.EndsAsync());

        Assert.Contains(complaint, server.Output, StringComparison.Ordinal);
    }
}
