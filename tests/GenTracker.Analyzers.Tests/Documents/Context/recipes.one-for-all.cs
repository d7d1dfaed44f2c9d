global using static Given;
using System.Collections.Concurrent;
using GenTracker;
using Xunit;

public static class Given
{
    public static HostApplicationBuilder builder { get; } = Host.CreateApplicationBuilder();
}

public sealed class StudioParts : IParts
{
    public IReadOnlyList<string> Names { get; } = ["camera", "encoder", "uplink"];

    public ConcurrentQueue<string> Steps { get; } = [];

    public ConcurrentDictionary<string, StudioPart> Parts { get; } = [];

    public Part Create(string name)
    {
        Steps.Enqueue($"+{name}");
        return Parts[name] = new StudioPart(this, name);
    }
}

public sealed class StudioPart(StudioParts studio, string name) : Part, IAfterTerminate
{
    private readonly TaskCompletionSource _failure = new();

    public void Fail() => _failure.SetException(new IOException($"{name} is broken"));

    public override Task RunAsync(CancellationToken stoppingToken) => _failure.Task.WaitAsync(stoppingToken);

    public Task AfterTerminateAsync(ChildExit exit, CancellationToken cancellationToken)
    {
        studio.Steps.Enqueue($"-{name}");
        return Task.CompletedTask;
    }
}

public static class Check
{
    public static async Task RunAsync()
    {
        StudioParts studio = new();
        await using BroadcastTracker broadcasts = new(
            new TrackerOptions { Restart = RestartPolicy.Transient, Backoff = new RestartBackoff { Initial = TimeSpan.Zero } },
            new ServiceCollection().AddSingleton<IParts>(studio).BuildServiceProvider());
        Broadcast first = await broadcasts.FindOrOpenAsync("news");
        await broadcasts.WaitForAsync(first, static broadcast => broadcast.Running == 3);

        studio.Parts["encoder"].Fail();
        Broadcast second = await broadcasts.WaitForAsync("news", broadcast => broadcast != first && broadcast.Running == 3);

        ChildExit exit = await first.Completion;
        Assert.Equal((ExitReason.Failed, "encoder has ended: Failed.", "encoder is broken"),
            (exit.Reason, exit.Exception!.Message, exit.Exception.InnerException!.Message));
        Assert.True(await broadcasts.StopAsync("news"));
        Assert.Equal(ExitReason.Stopped, (await second.Completion).Reason);

        // Nothing of the second group was there before all of the first one had ended.
        string[] steps = [.. studio.Steps];
        Assert.Equal(12, steps.Length);
        string[] parts = ["camera", "encoder", "uplink"];
        Assert.Equal(parts.Select(static part => $"+{part}"), steps[..3]);
        Assert.Equal(parts.Select(static part => $"-{part}"), steps[3..6].Order());
        Assert.Equal(parts.Select(static part => $"+{part}"), steps[6..9]);
        Assert.Equal(parts.Select(static part => $"-{part}"), steps[9..].Order());
    }
}
