using System.Threading.Tasks;

namespace GenTracker.Interleavings.Scenarios.Lookups;

/// <summary>
/// Two children that want one badge are opened. One of them starts; the other one is refused before its start is called, and is told who holds the badge.
/// </summary>
internal sealed class OpenUnique : LookupScenario
{
    private readonly string[] _keys = ["a", "b"];
    private readonly LookupChild?[] _made = new LookupChild?[2];
    private readonly LookupChild?[] _opened = new LookupChild?[2];

    public override Task EndAsync()
    {
        int winner = _opened[0] is null ? 1 : 0;
        Expect(_opened[winner] is not null && _opened[1 - winner] is null, "Two children have one badge, or nobody has it.");
        Expect(Tracker.FindByBadge(X) == _opened[winner], "The child that has a badge is not found by it.");
        return base.EndAsync();
    }

    protected override void Begin()
    {
        for (int i = 0; i < _keys.Length; i++)
        {
            int number = i;
            Start("opens " + _keys[i], () => OpenAsync(number));
        }
    }

    private async Task OpenAsync(int number)
    {
        try
        {
            _opened[number] = await Tracker.OpenAsync(_keys[number], () => _made[number] = Create(badge: X, start: () => Schedule.YieldAsync()));
        }
        catch (ChildStartException failure)
        {
            Expect(
                failure.InnerException is AttributeValueTakenException { HolderKey: string holder } && holder == _keys[1 - number],
                $"A start is refused by {failure.InnerException?.Message}");
            Expect(!_made[number]!.HasStarted, "The start of a child was called that has no right to its badge.");
        }
    }
}
