global using static Given;
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
        await houses.WaitForAsync("north", static child => child.Visits == 1);
    }
}
