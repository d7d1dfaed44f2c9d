using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using GenTracker.Interleavings.Support;

namespace GenTracker.Interleavings.Scenarios.Lives;

/// <summary>Two open a key whose first start fails, slowly or at once: both are told the same, or the later one gets a start of his own; nothing is left behind.</summary>
internal sealed class OpenOpenFailing : TrackerScenario
{
    private readonly List<TrackerException> _refusals = [];
    private readonly List<Exception> _causes = [];
    private int _attempts;
    private int _opened;

    protected override void Begin()
    {
        for (int opener = 0; opener < 2; opener++)
        {
            Start("opens " + opener, async () =>
            {
                (Subject? child, TrackerException? refusal) = await Stage.TryOpenAsync("k", new Script { Starting = (_, _) => FailFirstAsync() });
                if (refusal is not null)
                    _refusals.Add(refusal);
                _opened += child is null ? 0 : 1;
            });
        }

        Start("finds", () => Stage.Count("k", 1));
    }

    protected override void CheckMore()
    {
        Stage.Expect(_opened + _refusals.Count == 2 && _refusals.Count >= 1, "An opener was told nothing.");
        Stage.Expect(_refusals.All(refusal => refusal is ChildStartException && _causes.Contains(refusal.InnerException!)), "An opener was not told the cause.");
        Stage.Expect(_opened > 0 || ReferenceEquals(_refusals[0], _refusals[1]), "Two who waited for one start were told different things.");
        Stage.Expect(Stage.Made.Count == 1 + _opened, $"{Stage.Made.Count} children were made for one failed start and {_opened} good ones.");
    }

    private async Task FailFirstAsync()
    {
        bool fails = _attempts++ == 0;
        if (Schedule.Choose(2) == 1)
            await Slowly().ConfigureAwait(false);
        if (!fails)
            return;
        var cause = new InvalidOperationException("no source");
        _causes.Add(cause);
        throw cause;
    }
}
