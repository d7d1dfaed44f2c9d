using GenTracker.Testing;
using Xunit.Abstractions;

namespace GenTracker.Interleavings;

/// <summary>Tests that explore scenarios and report what they have found.</summary>
public abstract class ScenarioTests(ITestOutputHelper output)
{
    private protected void Report(ExplorationResult result)
    {
        output.WriteLine(result.ToString());
        result.ThrowIfBroken();
    }
}
