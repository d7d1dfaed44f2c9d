using System;
using System.Linq;
using GenTracker.Compare.Measuring;
using Xunit;

namespace GenTracker.Costs.Tests;

/// <summary>The statistics of the figures.</summary>
public sealed class SpreadTests
{
    [Fact]
    public void The_middle_and_the_tenths_of_a_hundred_and_one_values_are_values()
    {
        Spread spread = Spread.FromValues(Enumerable.Range(0, 101).Reverse().Select(static value => (double)value));

        Assert.Equal(new Spread(50, 10, 90, 101), spread);
    }

    [Fact]
    public void The_middle_of_two_lies_between_them() => Assert.Equal(1.5, Spread.FromValues([2, 1]).Median);

    [Fact]
    public void Nothing_measured_is_an_error() => Assert.Throws<ArgumentException>(static () => Spread.FromValues([]));

    [Fact]
    public void A_ratio_is_taken_round_by_round()
    {
        // The second round was held up for both: their ratio is the same as ever.
        var measured = new Measurement { Id = "a/b", Operation = "", Ours = "", Theirs = "", Goal = 0.5, OurRounds = [1, 100, 1], TheirRounds = [2, 200, 2] };

        Result result = Result.Combine([measured]);

        Assert.Equal(new Spread(0.5, 0.5, 0.5, 3), result.Ratio);
        Assert.True(result.IsReached);
    }

    [Fact]
    public void Rounds_of_several_processes_are_pooled()
    {
        var first = new Measurement { Id = "a/b", Operation = "", Ours = "", Theirs = "", Goal = 1, OurRounds = [1], TheirRounds = [1] };

        Result result = Result.Combine([first, first with { OurRounds = [3] }]);

        Assert.Equal(2, result.Ratio!.Median);
        Assert.False(result.IsReached);
    }
}
