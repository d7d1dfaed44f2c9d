global using static Given;
using GenTracker;
using Xunit;

public static class Given
{
    public static HostApplicationBuilder builder { get; } = Host.CreateApplicationBuilder();
}

public static class Check
{
    public static async Task RunAsync()
    {
        await Guests_stay_over_a_restart_and_the_count_is_right_in_each_room();
        await A_full_room_refuses_a_guest();
        await A_count_by_hand_goes_wrong_as_the_page_says();
    }

    private static async Task Guests_stay_over_a_restart_and_the_count_is_right_in_each_room()
    {
        await using RoomTracker rooms = Rooms();
        Visits visits = new(rooms);
        using CancellationTokenSource annLeaves = new(), bobLeaves = new();
        Task ann = visits.StayAsync("blue", annLeaves.Token);
        Task bob = visits.StayAsync("blue", bobLeaves.Token);
        Room first = await rooms.WaitForAsync("blue", static room => room.Guests == 2);
        first.TrySay("hello");
        first.TrySay("");

        Room second = await rooms.WaitForAsync("blue", room => room != first && room.Guests == 2);

        Assert.Equal((ExitReason.Failed, 1L, 1L), ((await first.Completion).Reason, first.Messages, second.Messages));
        await annLeaves.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ann);
        Assert.Equal((1, false), (second.Guests, second.Completion.IsCompleted));
        await bobLeaves.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => bob);
        Assert.Equal((ExitReason.Retired, 0), ((await second.Completion).Reason, second.Guests));

        await rooms.WhenFreeAsync("blue");
        Task carl = visits.StayAsync("blue", CancellationToken.None);
        await rooms.WaitForAsync("blue", static room => room.Guests == 1);
        Assert.True(await rooms.StopAsync("blue"));
        await carl;
    }

    private static async Task A_full_room_refuses_a_guest()
    {
        await using RoomTracker rooms = Rooms();
        Visits visits = new(rooms);
        using CancellationTokenSource leave = new();
        Task[] guests = [.. Enumerable.Range(0, Room.Seats).Select(_ => visits.StayAsync("blue", leave.Token))];
        await rooms.WaitForAsync("blue", static room => room.Guests == Room.Seats);

        Exception full = await Assert.ThrowsAsync<InvalidOperationException>(() => visits.StayAsync("blue", leave.Token));

        Assert.Equal("blue is full.", full.Message);
        await leave.CancelAsync();
        foreach (Task guest in guests) await Assert.ThrowsAnyAsync<OperationCanceledException>(() => guest);
        await rooms.WhenFreeAsync("blue");
    }

    private static async Task A_count_by_hand_goes_wrong_as_the_page_says()
    {
        await using RoomTracker rooms = Rooms();
        Room first = await rooms.FindOrOpenAsync("blue");
        first.IncrementGuests();
        first.TrySay("");
        Room second = await rooms.WaitForAsync("blue", room => room != first);

        Assert.Throws<ChildTerminatedException>(() => first.DecrementGuests());
        rooms.IncrementGuests("blue", -1);

        Assert.Equal(-1, second.Guests);
        Assert.False(second.TryRetireAtGuests(0));
    }

    private static RoomTracker Rooms() =>
        new(new TrackerOptions { Restart = RestartPolicy.Transient, Backoff = new RestartBackoff { Initial = TimeSpan.Zero } });
}
