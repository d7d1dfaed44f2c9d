using System.Threading.Tasks;
using GenTracker.Interleavings.Support;

namespace GenTracker.Interleavings.Scenarios.Replacements;

/// <summary>
/// A running key is reopened while others open it, with and without finding it. Nobody gets in between: who finds gets one of the two children, and who must
/// open it anew is refused.
/// </summary>
internal sealed class ReopenOpen : TrackerScenario
{
    protected override void Begin()
    {
        Start("opens and reopens", async () =>
        {
            await Harness.OpenAsync("k", new ChildScript { OnAfterTerminate = _ => YieldAsync() }, "first");
            Start("reopens", async () => await Harness.ReopenAsync("k", "second"));
            Start("opens", async () =>
            {
                ProbeChild child = await Harness.OpenAsync("k", null, "opener");
                Harness.Expect(child.Opener is "first" or "second", $"A caller that found or opened a key got the child of {child.Opener}.");
            });
            Start("opens anew", async () =>
            {
                for (int attempt = 0; attempt < 3; attempt++)
                {
                    (_, TrackerException? refusal) = await Harness.TryOpenNewAsync("k", "third");
                    Harness.Expect(refusal is ChildAlreadyExistsException, $"A caller opened a key that was taken, and got {refusal?.GetType().Name}.");
                }
            });
        });
    }

    public override Task EndAsync()
    {
        Harness.ExpectLastCallHolds("k");
        Harness.Expect(Harness.Children.Count == 2, $"{Harness.Children.Count} children were made instead of 2.");
        return base.EndAsync();
    }
}
