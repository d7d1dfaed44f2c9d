using GenTracker.Interleavings.Support;

namespace GenTracker.Interleavings.Scenarios.Lifecycles;

/// <summary>Two callers retire one child, which is to be restarted after each end. One of them ends it, for good, and it is not found by either.</summary>
internal sealed class RetireRetire : TrackerScenario
{
    private int _retired;

    protected override bool ReadsEvents => true;

    protected override void Configure(TrackerOptions options) => options.Restart = RestartPolicy.Permanent;

    protected override void Begin()
    {
        Start("opens", async () =>
        {
            ProbeChild child = await Harness.OpenAsync("k");
            for (int caller = 0; caller < 2; caller++)
            {
                Start("retires " + caller, () =>
                {
                    if (child.TryRetire())
                        _retired++;
                    Harness.Expect(Harness.Find("k") is null, "A retired child was found.");
                });
            }
        });
        Start("finds", () => Harness.IncrementUntilRefused("k", 2));
    }

    protected override void CheckScenario()
    {
        Harness.Expect(_retired == 1, $"One child retired {_retired} times.");
        Harness.Expect(
            Harness.Children is [{ Exit: { Reason: ExitReason.Retired, WillRestart: false } }],
            $"{Harness.Children.Count} children were made; the first ended with {Harness.Children[0].Exit}.");
    }
}
