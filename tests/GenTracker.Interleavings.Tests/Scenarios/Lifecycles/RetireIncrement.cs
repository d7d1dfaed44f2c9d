using GenTracker.Interleavings.Support;

namespace GenTracker.Interleavings.Scenarios.Lifecycles;

/// <summary>
/// A child retires at zero while others find and increment it. Either an increment is refused, or the child does not retire. A caller that was
/// refused opens the key again and gets a child.
/// </summary>
internal sealed class RetireIncrement : TrackerScenario
{
    private int _retired;

    protected override void Begin()
    {
        Start("opens", async () =>
        {
            ProbeChild child = await Harness.OpenAsync("k");
            for (int user = 0; user < 2; user++)
                Start("uses " + user, UseAsync);
            Start("retires", () =>
            {
                for (int attempt = 0; attempt < 2; attempt++)
                {
                    if (!child.TryRetireAt(0))
                        continue;
                    _retired++;
                    Harness.Expect(Harness.Find("k") != child, "A child was found after it had retired.");
                }
            });
        });
    }

    protected override void CheckScenario()
    {
        ProbeChild first = Harness.Children[0];
        Harness.Expect(_retired <= 1, "A child retired twice.");
        Harness.Expect(
            _retired == 0 || (first.Count == 0 && first.Exit!.Value.Reason == ExitReason.Retired),
            $"A child that retired at 0 ended at {first.Count}, with {first.Exit!.Value.Reason}.");
        Harness.Expect(_retired == 1 || Harness.Children.Count == 1, "A second child was made though the first did not retire.");
    }

    private async System.Threading.Tasks.Task UseAsync()
    {
        while (true)
        {
            ProbeChild child = await Harness.OpenAsync("k");
            if (!child.TryIncrement())
                continue;
            Harness.Expect(!child.Completion.IsCompleted, "A child ended while it was in use.");
            child.TryIncrement(-1);
            return;
        }
    }
}
