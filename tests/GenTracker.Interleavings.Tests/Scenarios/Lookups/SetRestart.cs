using System;
using System.Threading.Tasks;
using GenTracker.Slots;

namespace GenTracker.Interleavings.Scenarios.Lookups;

/// <summary>
/// A child fails and restarts while its team is written, and another child wants its badge, which survives. No write moves the next incarnation, and nobody
/// else gets the badge in between.
/// </summary>
internal sealed class SetRestart : LookupScenario
{
    private int _made;
    private bool _hasBadge;

    public override async Task EndAsync()
    {
        LookupChild second = Tracker.Find("k")!;
        Expect(Tracker.FindByTeam(X).Contains(second) && Tracker.FindByTeam(Y).Count == 0, "A write to a child that has ended moved the next incarnation.");
        Expect(!_hasBadge || (second.Badge == X && Tracker.FindByBadge(X) == second), "A restarted child is not found by the badge that it has inherited.");
        await base.EndAsync();
    }

    protected override void Begin() => Start("opens", async () =>
    {
        LookupChild rival = await Tracker.OpenAsync("rival", static () => Create());
        LookupChild first = await Tracker.OpenAsync("k", () => _made++ == 0 ? Create(team: X, run: _ => FailAsync()) : Create(team: X));
        _hasBadge = first.SetBadge(X) == SlotResult.Done;
        Start("writes", () => first.TrySetTeam(Y));
        if (!_hasBadge)
            return;
        Start("wants the badge", () =>
        {
            for (var i = 0; i < 3; i++)
                Expect(rival.SetBadge(X) == SlotResult.Refused, "Another child got a badge that survives a restart.");
        });
    });

    private async Task FailAsync()
    {
        await Schedule.YieldAsync().ConfigureAwait(false);
        throw new InvalidOperationException("lost the source");
    }
}
