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
        await The_lobby_hears_of_all_that_happens_after_it_is_synced();
        await A_view_is_shown_only_when_it_is_complete();
    }

    private static async Task The_lobby_hears_of_all_that_happens_after_it_is_synced()
    {
        await using RoomTracker rooms = new();
        Room blue = await rooms.FindOrOpenAsync("blue");
        using Lobby lobby = new(rooms);
        Task<int> play = Tournament.PlayAsync(lobby, rooms, CancellationToken.None);
        Assert.False(play.IsCompleted);                                // it waits: nobody has subscribed
        await lobby.StartAsync(CancellationToken.None);

        Assert.Equal(1, await play);

        await rooms.CloseAsync();                                      // the subscription ends after the last end was reported
        await lobby.ExecuteTask!;
        Assert.Equal(11, lobby.Ended);
        Assert.Empty(lobby.Rooms);
        Assert.Equal(ExitReason.TrackerClosed, (await blue.Completion).Reason);
    }

    private static async Task A_view_is_shown_only_when_it_is_complete()
    {
        await using RoomTracker rooms = new();
        for (int number = 0; number < 100; number++) await rooms.FindOrOpenAsync($"table {number}");
        using Lobby lobby = new(rooms);
        Assert.Empty(lobby.Rooms);

        await lobby.StartAsync(CancellationToken.None);
        await lobby.Synced;

        Assert.Equal(100, lobby.Rooms.Count);
        Assert.Same(rooms.Find("table 7"), lobby.Rooms["table 7"]);
        await lobby.StopAsync(CancellationToken.None);
    }
}
