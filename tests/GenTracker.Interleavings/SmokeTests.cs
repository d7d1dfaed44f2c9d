using GenTracker.Interleavings.Scenarios;
using GenTracker.Testing;
using Xunit;
using Xunit.Abstractions;

namespace GenTracker.Interleavings;

public class SmokeTests(ITestOutputHelper output)
{
    [Fact]
    public void Slots()
    {
        var exploration = new Exploration("count/seal", static () => new CountAndSeal());
        ExplorationResult sampled = exploration.Sample(1, 20_000);
        output.WriteLine(sampled.ToString());
        ExplorationResult all = exploration.Exhaust(100);
        output.WriteLine(all.ToString());
        sampled.ThrowIfBroken();
        all.ThrowIfBroken();
    }
}
