using GenTracker;
using Xunit;

public static class Check
{
    public static async Task RunAsync()
    {
        await using RoomTracker rooms = new();
        Room room = await rooms.FindOrOpenAsync("blue");
        RoomViewModel view = new(rooms, "blue");
        List<(string? Property, int Thread)> raised = [];
        view.PropertyChanged += (_, change) => raised.Add((change.PropertyName, Environment.CurrentManagedThreadId));

        view.Sample();
        Assert.True(view.IsRunning);

        // Writes of other threads raise nothing, and are one event at the next sample.
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => room.IncrementGuests())));
        Assert.Equal(["IsRunning"], raised.Select(change => change.Property));
        Assert.Equal(0, view.Guests);
        int thread = Environment.CurrentManagedThreadId;
        view.Sample();
        Assert.Equal(8, view.Guests);
        Assert.Equal(("Guests", thread), raised[^1]);
        view.Sample();
        Assert.Equal(2, raised.Count);

        // A value that comes and goes between two samples is not shown.
        room.Title = "Concert";
        room.Title = "";
        view.Sample();
        Assert.Equal(2, raised.Count);

        // After the end the last values stay.
        room.Title = "Concert";
        view.Sample();
        await rooms.StopAsync("blue");
        view.Sample();
        Assert.Equal(["IsRunning", "Guests", "Title", "IsRunning"], raised.Select(change => change.Property));
        Assert.False(view.IsRunning);
        Assert.Equal("Concert", view.Title);

        await FollowsAPeriod(rooms, view);
    }

    private static async Task FollowsAPeriod(RoomTracker rooms, RoomViewModel view)
    {
        TaskCompletionSource running = new(TaskCreationOptions.RunContinuationsAsynchronously);
        view.PropertyChanged += (_, change) =>
        {
            if (view.IsRunning) running.TrySetResult();
        };
        using PeriodicTimer timer = new(TimeSpan.FromMilliseconds(1));
        using CancellationTokenSource source = new();
        Task following = view.FollowAsync(timer, source.Token);

        await rooms.FindOrOpenAsync("blue");
        await running.Task;

        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => following);
    }
}
