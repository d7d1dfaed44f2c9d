global using static Given;
using System.Collections.Concurrent;
using GenTracker;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

public static class Given
{
    public static ILoggerFactory loggers => NullLoggerFactory.Instance;

    public static IServiceProvider services { get; } = new ServiceCollection().AddSingleton(loggers).BuildServiceProvider();
}

public static class Check
{
    public static async Task RunAsync()
    {
        await using HouseTracker houses = new(loggerFactory: loggers, services: services);
        House house = await houses.FindOrOpenAsync("north");
        GuestTracker guests = house.Guests;
        Guest ann = await guests.FindOrOpenAsync("ann");
        await guests.FindOrOpenAsync("bob");

        Assert.True(await houses.StopAsync("north"));

        Assert.Equal((ExitReason.Stopped, ExitReason.TrackerClosed), ((await house.Completion).Reason, (await ann.Completion).Reason));
        Assert.Empty(guests);
        await Assert.ThrowsAsync<TrackerClosedException>(async () => await guests.FindOrOpenAsync("carl"));

        House next = await houses.FindOrOpenAsync("north");
        Assert.NotSame(guests, next.Guests);
        await next.Guests.FindOrOpenAsync("dora");
        await houses.WaitForAsync("north", static child => child.Inside == 1);

        await A_house_that_fell_behind_knows_who_is_inside();
    }

    private static async Task A_house_that_fell_behind_knows_who_is_inside()
    {
        House house = new("south", NullLogger<House>.Instance, loggers);
        await house.Guests.FindOrOpenAsync("ann");
        await house.Guests.FindOrOpenAsync("bob");
        using CancellationTokenSource stop = new();
        Reader reader = new();
        Task run = reader.Begin(() => house.RunAsync(stop.Token));
        Assert.Equal(2, house.Inside);

        await house.Guests.StopAsync("bob");
        for (int visit = 0; visit < 600; visit++)
        {
            await house.Guests.FindOrOpenAsync("carl");
            await house.Guests.StopAsync("carl");
        }

        reader.GoOn();
        Assert.Equal((1, 2), (house.Inside, house.MostInside));

        await stop.CancelAsync();
        reader.GoOn();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        await house.DisposeAsync();
    }

    /// <summary>Runs its code only when the test says so, so that it falls behind.</summary>
    private sealed class Reader : SynchronizationContext
    {
        private readonly BlockingCollection<(SendOrPostCallback Callback, object? State)> _posted = [];

        public override void Post(SendOrPostCallback d, object? state) => _posted.Add((d, state));

        public Task Begin(Func<Task> begin)
        {
            SynchronizationContext? before = Current;
            SetSynchronizationContext(this);
            try
            {
                return begin();
            }
            finally
            {
                SetSynchronizationContext(before);
            }
        }

        /// <summary>Runs the code up to the next event that it must wait for.</summary>
        public void GoOn()
        {
            (SendOrPostCallback callback, object? state) = _posted.Take();
            Begin(() =>
            {
                callback(state);
                return Task.CompletedTask;
            });
        }
    }
}
