using GenTracker;
using Xunit;

namespace TestProject;

public class MeterTests
{
    [Fact]
    public void A_child_is_an_object_that_a_test_makes_itself()
    {
        Meter meter = new();

        meter.Read(3);
        meter.Read(2);

        Assert.Equal(5, meter.Total);
        Assert.Equal(3, meter.ReadAttrs().Highest);
    }

    [Fact]
    public async Task A_child_ends_with_what_it_counted()
    {
        await using MeterTracker meters = new();
        Meter meter = await meters.FindOrOpenAsync("water");
        meter.Read(4);

        Assert.True(await meters.StopAsync("water"));
        ChildExit exit = await meter.Completion;

        Assert.Equal((ExitReason.Stopped, 4), (exit.Reason, meter.Total));
    }

}

[Tracker]
public sealed partial class Meter : ITrackedChild
{
    [TrackedAttr] public partial long Total { get; }
    [TrackedAttr] public partial long Highest { get; private set; }

    public void Read(long value)
    {
        IncrementTotal(value);
        RaiseHighestTo(value);
    }

    public Task RunAsync(CancellationToken stoppingToken) => Task.Delay(Timeout.Infinite, stoppingToken);
}
