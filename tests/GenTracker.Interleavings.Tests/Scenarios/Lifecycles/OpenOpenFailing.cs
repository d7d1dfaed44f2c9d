using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using GenTracker.Interleavings.Support;

namespace GenTracker.Interleavings.Scenarios.Lifecycles;

/// <summary>Two callers open a key whose first start fails. Both get the same exception, or the later one gets a start of its own.</summary>
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
                (ProbeChild? child, TrackerException? refusal) = await Harness.TryOpenAsync("k", new ChildScript { OnStart = (_, _) => FailFirstAsync() });
                if (refusal is not null)
                    _refusals.Add(refusal);
                _opened += child is null ? 0 : 1;
            });
        }

        Start("finds", () => Harness.IncrementUntilRefused("k", 1));
    }

    protected override void CheckScenario()
    {
        Harness.Expect(_opened + _refusals.Count == 2 && _refusals.Count >= 1, "An opener got no answer.");
        Harness.Expect(
            _refusals.All(refusal => refusal is ChildStartException && _causes.Contains(refusal.InnerException!)),
            "An opener did not get the cause.");
        Harness.Expect(_opened > 0 || ReferenceEquals(_refusals[0], _refusals[1]), "Two callers that waited for one start got different exceptions.");
        Harness.Expect(Harness.Children.Count == 1 + _opened, $"{Harness.Children.Count} children were made for one failed start and {_opened} good ones.");
    }

    private async Task FailFirstAsync()
    {
        bool fails = _attempts++ == 0;
        if (Schedule.Choose(2) == 1)
            await YieldAsync().ConfigureAwait(false);
        if (!fails)
            return;
        var cause = new InvalidOperationException("no source");
        _causes.Add(cause);
        throw cause;
    }
}
