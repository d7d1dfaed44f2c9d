using GenTracker.Compare.Cores;
using Xunit;

namespace GenTracker.Costs.Tests;

/// <summary>The prediction for many cores keeps the laws of queues.</summary>
public sealed class CoreModelTests
{
    [Theory]
    [InlineData(1, 1_000)]
    [InlineData(8, 125)]
    public void Cores_that_share_nothing_work_as_if_each_were_alone(int cores, double expected) =>
        Assert.Equal(expected, new CoreModel(1_000, []).Predict(cores), tolerance: 1e-9);

    [Fact]
    public void One_core_waits_for_nobody() => Assert.Equal(1_300, new CoreModel(1_000, [100, 200]).Predict(1), tolerance: 1e-9);

    [Fact]
    public void Two_cores_wait_for_each_other_as_in_the_textbook()
    {
        // The second core finds the first one at the station for 100 of its 300 ns.
        double residence = 100 * (1 + (100.0 / 300));

        Assert.Equal((200 + residence) / 2, new CoreModel(200, [100]).Predict(2), tolerance: 1e-9);
    }

    [Fact]
    public void Any_number_of_cores_goes_no_faster_than_the_slowest_thing_that_they_share()
    {
        double period = new CoreModel(1_000, [100, 40]).Predict(64);

        Assert.InRange(period, 100, 101);
    }
}
