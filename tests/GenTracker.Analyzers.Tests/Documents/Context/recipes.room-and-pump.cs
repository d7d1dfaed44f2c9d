global using static Given;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using GenTracker;
using Xunit;

public static class Given
{
    public static HostApplicationBuilder builder { get; } = Host.CreateApplicationBuilder();
}

public sealed class CameraSource : ISource
{
    public Channel<string> Frames { get; } = Channel.CreateUnbounded<string>();

    public async IAsyncEnumerable<string> ReadAsync(string room, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (string frame in Frames.Reader.ReadAllAsync(cancellationToken))
        {
            yield return frame.Length > 0 ? frame : throw new IOException($"the camera of {room} is gone");
        }
    }
}

public static class Check
{
    public static async Task RunAsync()
    {
        await A_pump_restarts_and_the_room_with_its_guests_stays();
        await A_room_ends_after_its_pump_also_if_that_waits_for_a_restart();
        await A_room_ends_if_its_pump_has_ended_for_good();
    }

    private static async Task A_pump_restarts_and_the_room_with_its_guests_stays()
    {
        await using World world = new(static options => options.Backoff = new RestartBackoff { Initial = TimeSpan.Zero });
        Room room = await world.Rooms.FindOrOpenAsync("blue");
        using CounterLease ann = room.AcquireGuests();
        Pump first = await world.Pumps.WaitForAsync("blue", static _ => true);
        await world.SendAsync("one", "", "two");

        await world.Rooms.WaitForAsync("blue", static child => child.Frames == 2);

        Assert.Equal(ExitReason.Failed, (await first.Completion).Reason);
        Assert.Same(room, world.Rooms.Find("blue"));
        Assert.Equal((1, "two"), (room.Guests, room.LastFrame));
        Pump second = await world.Pumps.WaitForAsync("blue", pump => pump != first);
        Assert.True(await world.Rooms.StopAsync("blue"));
        Assert.Equal((ExitReason.Stopped, ExitReason.Stopped), ((await second.Completion).Reason, (await room.Completion).Reason));
        Assert.Empty(world.Pumps.GetChildren());
    }

    private static async Task A_room_ends_after_its_pump_also_if_that_waits_for_a_restart()
    {
        RestartBackoff anHour = new() { Initial = TimeSpan.FromHours(1), Max = TimeSpan.FromHours(1), Jitter = 0 };
        await using World world = new(options => options.Backoff = anHour);
        Room room = await world.Rooms.FindOrOpenAsync("blue");
        Pump pump = await world.Pumps.WaitForAsync("blue", static _ => true);
        await world.SendAsync("");
        Assert.True((await pump.Completion).WillRestart);

        Assert.True(await world.Rooms.StopAsync("blue"));

        Assert.Equal(ExitReason.Stopped, (await room.Completion).Reason);
        Assert.Empty(world.Pumps.GetChildren());
    }

    private static async Task A_room_ends_if_its_pump_has_ended_for_good()
    {
        await using World world = new(static options =>
        {
            options.Backoff = new RestartBackoff { Initial = TimeSpan.Zero };
            options.MaxRestarts = 1;
        });
        Room room = await world.Rooms.FindOrOpenAsync("blue");
        await world.SendAsync("", "one", "");

        Assert.Equal(ExitReason.Completed, (await room.Completion).Reason);
        Assert.Equal(1, room.Frames);
    }

    private sealed class World : IAsyncDisposable
    {
        private readonly CameraSource _camera = new();

        public World(Action<TrackerOptions> configure)
        {
            TrackerOptions options = new() { Restart = RestartPolicy.Permanent };
            configure(options);
            Pumps = new PumpTracker(options, new ServiceCollection().AddSingleton<ISource>(_camera).BuildServiceProvider());
            Rooms = new RoomTracker(services: new ServiceCollection().AddSingleton(Pumps).BuildServiceProvider());
        }

        public PumpTracker Pumps { get; }

        public RoomTracker Rooms { get; }

        public async Task SendAsync(params string[] frames)
        {
            foreach (string frame in frames) await _camera.Frames.Writer.WriteAsync(frame);
        }

        public async ValueTask DisposeAsync()
        {
            await Rooms.DisposeAsync();
            await Pumps.DisposeAsync();
        }
    }
}
