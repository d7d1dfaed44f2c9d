using System.Threading.Tasks;
using GenTracker.Slots;

namespace GenTracker.Interleavings.Scenarios.Lookups;

/// <summary>
/// A child with a badge is stopped, and another one wants the badge: it gets it when the first one has ended, and at the latest after the stop.
/// </summary>
internal sealed class UniqueEnd : LookupScenario
{
    private LookupChild _rival = null!;

    public override Task EndAsync()
    {
        Expect(_rival.SetBadge(X) == SlotResult.Done, "The badge of a child that has ended is not free.");
        Expect(Tracker.FindByBadge(X) == _rival, "The new holder of a badge is not found by it.");
        return base.EndAsync();
    }

    protected override void Begin() => Start("opens", async () =>
    {
        _rival = await Tracker.OpenAsync("rival", static () => Create());
        LookupChild holder = await Tracker.OpenAsync("k", static () => Create(badge: X));
        Start("wants the badge", () =>
        {
            for (var i = 0; i < 2; i++)
            {
                if (_rival.SetBadge(X) == SlotResult.Done)
                    Expect(holder.SetBadge(X) == SlotResult.Sealed, "Two children that have not ended hold one badge.");
            }
        });
        Start("finds", () =>
        {
            bool isGone = Tracker.Find("k") is null;
            LookupChild? found = Tracker.FindByBadge(X);
            Expect(!isGone || found != holder, "A child is found by its badge after it was no longer found by its key.");
        });
        Start("stops", () => Tracker.StopAsync("k"));
    });
}
