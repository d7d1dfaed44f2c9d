using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using GenTracker.Interleavings.Support;

namespace GenTracker.Interleavings.Scenarios.Lookups;

/// <summary>
/// Two objects with a badge each are adopted under one key, and a running child wants one of these badges. Each badge has one holder at most, and an object
/// that is refused holds nothing.
/// </summary>
internal sealed class AdoptUnique : LookupScenario
{
    private readonly List<LookupChild> _children = [];

    public override Task EndAsync()
    {
        foreach (string badge in (string[])[X, Y])
        {
            LookupChild[] holders = [.. _children.Where(child => child.Badge == badge)];
            Expect(holders.Length <= 1, $"{holders.Length} children hold {badge}.");
            Expect(Tracker.FindByBadge(badge) == holders.SingleOrDefault(), $"{badge} finds another child than its holder.");
            Expect(holders.Length == 1 || Tracker.IsFree(badge), $"{badge} is held by an object that was refused.");
        }

        return base.EndAsync();
    }

    protected override void Begin() => Start("opens", async () =>
    {
        LookupChild rival = await Tracker.OpenAsync("rival", static () => Create());
        _children.Add(rival);
        Start("adopts x", () => Adopt(X));
        Start("adopts y", () => Adopt(Y));
        Start("wants x", () => rival.SetBadge(X));
    });

    private void Adopt(string badge)
    {
        LookupChild child = Create(badge: badge);
        try
        {
            if (!Tracker.TryAddExisting("k", child, null, out ChildRegistration? registration))
                return;
            _children.Add(child);
            Schedule.Start("owns", () => EndWhenToldAsync(registration), mayWaitForever: true);
        }
        catch (AttributeValueTakenException)
        {
        }
    }

    private static async Task EndWhenToldAsync(ChildRegistration registration)
    {
        await ChildScript.RunUntilStoppedAsync(registration.Stopping);
        await registration.DisposeAsync();
    }
}
