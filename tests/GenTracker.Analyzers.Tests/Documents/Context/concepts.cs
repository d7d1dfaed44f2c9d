global using static Given;
using System.Text;
using GenTracker;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

public static class Given
{
    public static HostApplicationBuilder builder { get; } = Host.CreateApplicationBuilder();

    public static CancellationToken stoppingToken => CancellationToken.None;
}

[Tracker]
public sealed partial class Pulse(Task<bool> ends, PulseTracker pulses) : ITrackedChild
{
    private bool _hasEnded;

    [TrackedAttr] public partial int Beats { get; }

    public string SeenByCallback { get; private set; } = "";

    public async Task RunAsync(CancellationToken stoppingToken)
    {
        stoppingToken.Register(() =>
        {
            TryIncrementBeats(10, out _);
            SeenByCallback = $"{(pulses.Find(Key) is null ? "not found" : "found")}, {(Completion.IsCompleted ? "completed" : "not completed")}, "
                + (_hasEnded ? "run ended" : "run goes on");
        });
        _hasEnded = await ends;
    }
}

public static class Check
{
    public static async Task RunAsync()
    {
        await Values_live_as_long_as_the_page_says();
        await Calls_with_a_child_mean_this_very_incarnation();
        await At_an_end_everything_counts_until_the_callbacks_on_the_token_have_returned();
        await What_is_adopted_ends_with_its_registration_or_its_task();
        await A_closed_tracker_opens_nothing();
    }

    private static async Task Values_live_as_long_as_the_page_says()
    {
        await using RoomTracker tracker = new();
        Room first = await tracker.FindOrOpenAsync("blue");
        Assert.Equal("untitled", first.Title);
        first.IncrementMessages(3);
        CounterLease? ann = first.Enter();
        CounterLease? bob = first.Enter();
        Assert.Equal((2, 2), (first.Guests, first.MostGuests));
        bob!.Dispose();
        bob.Dispose();
        Assert.Equal((1, 2), (first.Guests, first.MostGuests));
        Assert.Equal(49, Enumerable.Range(0, 60).Count(_ => first.Enter() is not null));
        Assert.False(first.TryRetireAtGuests(0));

        await tracker.StopAsync("blue");
        Assert.Equal((ExitReason.Stopped, false), ((await first.Completion).Reason, (await first.Completion).WillRestart));
        Assert.Throws<ChildTerminatedException>(() => first.Title = "late");

        Room second = await tracker.FindOrOpenAsync("blue");
        Assert.True(second.Incarnation > first.Incarnation);
        Assert.Equal((3L, 0L), (first.Messages, second.Messages));    // a later incarnation of the key
        ann!.Dispose();
        Assert.Equal((50, 0), (first.Guests, second.Guests));
    }

    private static async Task Calls_with_a_child_mean_this_very_incarnation()
    {
        await using RoomTracker tracker = new();
        Room first = new("green", NullLogger<Room>.Instance);
        ChildRegistration slow = tracker.AddExisting("green", first);
        await Assert.ThrowsAsync<ChildAlreadyExistsException>(() => tracker.OpenAsync("green"));
        Task<Room> waiting = tracker.WaitForAsync(first, static room => room.Messages == 1);

        Task<Room>[] reopened = [tracker.ReopenAsync("green"), tracker.ReopenAsync("green")];
        await slow.DisposeAsync();

        await Assert.ThrowsAsync<ChildSupersededException>(() => reopened[0]);
        Room second = await reopened[1];
        Assert.Equal(ExitReason.Stopped, (await first.Completion).Reason);
        await Assert.ThrowsAsync<ChildTerminatedException>(() => waiting);
        Assert.False(await tracker.StopAsync(first));
        Assert.Same(second, tracker.Find("green"));
        Assert.True(await tracker.StopAsync(second));
        await tracker.WhenFreeAsync("green");
    }

    private static async Task At_an_end_everything_counts_until_the_callbacks_on_the_token_have_returned()
    {
        await using PulseTracker pulses = new();
        TaskCompletionSource<bool> ends = new();
        Pulse pulse = await pulses.FindOrOpenAsync("heart", ends.Task, pulses);

        ends.SetResult(true);
        ChildExit exit = await pulse.Completion;

        Assert.Equal((ExitReason.Completed, 10), (exit.Reason, pulse.Beats));
        Assert.False(pulse.TryIncrementBeats(1, out int last));
        Assert.Equal(10, last);
        Assert.Throws<ChildTerminatedException>(() => pulse.IncrementBeats());
        Assert.Equal("not found, not completed, run ended", pulse.SeenByCallback);
    }

    private static async Task What_is_adopted_ends_with_its_registration_or_its_task()
    {
        await using UploadTracker uploads = new();
        await Uploads.ReceiveAsync(uploads, new MemoryStream(Encoding.UTF8.GetBytes("hello")));
        Assert.Empty(uploads);

        Upload upload = new();
        using CancellationTokenSource stop = new();
        Downloads.TakeOver(uploads, upload, Task.Delay(Timeout.Infinite, stop.Token), stop);
        Assert.Same(upload, uploads.Find("mirror"));
        Assert.Throws<ChildAlreadyExistsException>(() => uploads.AddExisting("mirror", new Upload()));

        Assert.True(await uploads.StopAsync("mirror"));
        Assert.Equal(ExitReason.Stopped, (await upload.Completion).Reason);

        TaskCompletionSource ends = new();
        Upload second = new();
        using CancellationTokenSource unused = new();
        Downloads.TakeOver(uploads, second, ends.Task, unused);
        ends.SetException(new IOException("broken"));
        Assert.Equal(ExitReason.Failed, (await second.Completion).Reason);
    }

    private static async Task A_closed_tracker_opens_nothing()
    {
        RoomTracker tracker = new();
        Room room = await tracker.FindOrOpenAsync("blue");

        await tracker.DisposeAsync();

        Assert.Equal(ExitReason.TrackerClosed, (await room.Completion).Reason);
        await Assert.ThrowsAsync<TrackerClosedException>(async () => await tracker.FindOrOpenAsync("red"));
    }
}
