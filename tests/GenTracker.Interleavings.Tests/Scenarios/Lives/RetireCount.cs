using GenTracker.Interleavings.Support;

namespace GenTracker.Interleavings.Scenarios.Lives;

/// <summary>
/// A child retires at zero while others find it and count. A count is refused, or the child does not retire; who is refused opens the key anew
/// and is served.
/// </summary>
internal sealed class RetireCount : TrackerScenario
{
    private int _retired;

    protected override void Begin()
    {
        Start("opens", async () =>
        {
            Subject child = await Stage.OpenAsync("k");
            for (int user = 0; user < 2; user++)
                Start("uses " + user, UseAsync);
            Start("retires", () =>
            {
                for (int attempt = 0; attempt < 2; attempt++)
                {
                    if (!child.TryRetireAt(0))
                        continue;
                    _retired++;
                    Stage.Expect(Stage.Find("k") != child, "A child was found after it had retired.");
                }
            });
        });
    }

    protected override void CheckMore()
    {
        Subject first = Stage.Made[0];
        Stage.Expect(_retired <= 1, "A child retired twice.");
        Stage.Expect(_retired == 0 || (first.Count == 0 && first.Exit!.Value.Reason == ExitReason.Retired), $"A child that retired at 0 ended at {first.Count}, with {first.Exit!.Value.Reason}.");
        Stage.Expect(_retired == 1 || Stage.Made.Count == 1, "A second child was made though the first did not retire.");
    }

    private async System.Threading.Tasks.Task UseAsync()
    {
        while (true)
        {
            Subject child = await Stage.OpenAsync("k");
            if (!child.TryCount())
                continue;
            Stage.Expect(!child.Completion.IsCompleted, "A child ended while it was in use.");
            child.TryCount(-1);
            return;
        }
    }
}
