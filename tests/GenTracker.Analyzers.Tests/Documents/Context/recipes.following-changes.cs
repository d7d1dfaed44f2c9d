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
        Assert.Single(rooms.GetChildren());                            // it opens nothing yet: nobody has subscribed
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
        const int Count = 5_000;
        await using RoomTracker rooms = new();
        await Task.WhenAll(Enumerable.Range(0, Count).Select(number => rooms.FindOrOpenAsync($"table {number}").AsTask()));
        using Lobby lobby = new(rooms);
        Task<HashSet<int>> looking = Task.Factory.StartNew(() => LookUntilSynced(lobby), TaskCreationOptions.LongRunning);

        await lobby.StartAsync(CancellationToken.None);
        await lobby.Synced;

        Assert.Subset(new HashSet<int> { 0, Count }, await looking);
        Assert.Same(rooms.Find("table 7"), lobby.Rooms["table 7"]);
        await lobby.StopAsync(CancellationToken.None);
    }

    private static HashSet<int> LookUntilSynced(Lobby lobby)
    {
        HashSet<int> seen = [];
        do
        {
            seen.Add(lobby.Rooms.Count);
        }
        while (!lobby.Synced.IsCompleted || seen.Max() == 0);

        return seen;
    }
}
