using System;
using System.IO;
using System.Threading.Tasks;
using GenTracker.Tests.Shared;
using Xunit;

namespace GenTracker.Package.Tests.DocumentedCommands;

/// <summary>What the sample's page tells its reader to try, on another port.</summary>
public class LiveStreamsPageTests : IClassFixture<PackedPackage>
{
    /// <summary>Publishes a stream.</summary>
    public const string Publish =
        "ffmpeg -re -f lavfi -i testsrc=size=640x360:rate=25 -f lavfi -i sine=frequency=440 -c:v libx264 -preset ultrafast -tune zerolatency -g 25 "
            + "-c:a aac -f mpegts http://127.0.0.1:5080/publish/tv1";

    /// <summary>Makes the demo recording.</summary>
    public const string Record =
        "ffmpeg -f lavfi -i testsrc=size=320x180:rate=25:duration=8 -f lavfi -i sine=frequency=440:sample_rate=48000:duration=7.978667 "
            + "-c:v libx264 -preset veryslow -pix_fmt yuv420p -bf 0 -g 25 -keyint_min 25 -sc_threshold 0 -crf 24 -c:a aac -b:a 48k "
            + "-fflags +bitexact -flags +bitexact -metadata service_name=demo -metadata service_provider=GenTracker -f mpegts demo.ts";

    /// <summary>Pulls a stream from another server.</summary>
    public const string Relay =
        "dotnet run --project samples/LiveStreams -- --Sources:relay http://127.0.0.1:5080/live/demo --urls http://127.0.0.1:5081";

    private const string NoBuild = "dotnet run -c Release --no-build";
    private const string AnyPort = "http://127.0.0.1:0";
    private const string Address = "http://127.0.0.1:5080";

    private readonly string _folder = PackedPackage.NewFolder("LiveStreams");

    [Fact]
    public async Task A_stream_is_published_watched_and_sent_away()
    {
        await using RunningProgram server = Serve("dotnet run --project samples/LiveStreams", "");
        string address = await AddressOfAsync(server);

        await using RunningProgram publisher = Start(Publish, address);
        await UntilAsync($"curl -s {Address}/streams", address, "\"tv1\"");
        await using RunningProgram slow = Start($"curl -s --limit-rate 1k {Address}/live/tv1 >/dev/null", address);
        await UntilAsync($"curl -s {Address}/viewers", address, "\"tv1\"");
        CommandResult noStream = await TypeAsync($"curl -i -T README.md {Address}/publish/tv2", address);
        CommandResult nobody = await TypeAsync($"curl -i {Address}/live/nobody", address);
        await UntilAsync($"curl -s {Address}/live/demo/index.m3u8", address, "0.ts");
        CommandResult sentAway = await TypeAsync($"curl -i -X DELETE {Address}/streams/tv1", address);

        Assert.Contains("HTTP/1.1 400", noStream.Output, StringComparison.Ordinal);
        Assert.Contains("HTTP/1.1 404", nobody.Output, StringComparison.Ordinal);
        Assert.Contains("HTTP/1.1 204", sentAway.Output, StringComparison.Ordinal);
        await publisher.EndsAsync();
        Assert.Equal(0, await server.TerminateAsync());
    }

    [Fact]
    public async Task A_recording_is_made_and_played()
    {
        (await Shell.RunAsync(_folder, PageCommand.On(Pages.LiveStreams, Record))).Succeeded();
        await using RunningProgram server = Serve("dotnet run --project samples/LiveStreams -- --Sources:film file:film.ts", Path.Combine(_folder, "demo.ts"));

        CommandResult played =
            (await Shell.RunAsync(_folder, $"{{ curl -s {await AddressOfAsync(server)}/live/film || true; }} | head -c 20000 | wc -c")).Succeeded();

        played.Printed("20000");
    }

    [Fact]
    public async Task A_stream_is_pulled_from_another_server()
    {
        await using RunningProgram first = Serve("dotnet run --project samples/LiveStreams", "");
        string address = await AddressOfAsync(first);
        await using RunningProgram second = Shell.Start(
            MarkdownDocument.Repository,
            At(Relay, address).Replace("dotnet run", NoBuild, StringComparison.Ordinal).Replace("http://127.0.0.1:5081", AnyPort, StringComparison.Ordinal));

        CommandResult played =
            (await Shell.RunAsync(_folder, $"{{ curl -s {await AddressOfAsync(second)}/live/relay || true; }} | head -c 20000 | wc -c")).Succeeded();

        played.Printed("20000");
    }

    /// <summary>Starts the server as the test run has built it, on any port.</summary>
    private static RunningProgram Serve(string command, string film)
    {
        string said = PageCommand.On(Pages.LiveStreams, command).Replace("dotnet run", NoBuild, StringComparison.Ordinal)
            .Replace("film.ts", film, StringComparison.Ordinal);
        return Shell.Start(MarkdownDocument.Repository, $"{said}{(command.Contains(" -- ", StringComparison.Ordinal) ? "" : " --")} --urls {AnyPort}");
    }

    private static async Task<string> AddressOfAsync(RunningProgram server) => (await server.ListensAsync()).OriginalString;

    private RunningProgram Start(string command, string address) => Shell.Start(_folder, At(command, address));

    private static async Task<CommandResult> TypeAsync(string command, string address) =>
        (await Shell.RunAsync(MarkdownDocument.Repository, At(command, address))).Succeeded();

    /// <summary>Asks again until the answer has it.</summary>
    private static async Task UntilAsync(string command, string address, string part) =>
        (await Shell.RunAsync(MarkdownDocument.Repository, $"until {At(command, address)} | grep '{part}'; do sleep 0.1; done")).Succeeded();

    private static string At(string command, string address) => PageCommand.On(Pages.LiveStreams, command).Replace(Address, address, StringComparison.Ordinal);
}
