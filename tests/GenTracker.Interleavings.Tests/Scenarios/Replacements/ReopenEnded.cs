using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Interleavings.Support;

namespace GenTracker.Interleavings.Scenarios.Replacements;

/// <summary>
/// A running key is reopened, opened, found and stopped while the handler of its end runs. The handler is told once of each child, and no other child of the
/// key is made before it has returned.
/// </summary>
internal sealed class ReopenEnded : TrackerScenario
{
    private readonly List<ProbeChild> _told = [];
    private readonly List<ProbeChild> _left = [];

    protected override void Begin()
    {
        Harness.Tracker.ChildEnded += OnEndedAsync;
        Start("opens and reopens", async () =>
        {
            await Harness.OpenAsync("k", CreateScript(), "first");
            Start("reopens", async () => await Harness.ReopenAsync("k", "second", CreateScript()));
            Start("finds and opens", async () =>
            {
                Harness.Find("k");
                await Harness.TryOpenAsync("k", CreateScript(), "opener");
            });
            Start("stops", async () =>
            {
                int made = Harness.Children.Count;
                if (await Harness.StopAsync("k"))
                    Harness.Expect(_left.Count >= made, "A stop has completed before the handler of the end.");
            });
        });
    }

    protected override void CheckScenario() =>
        Harness.Expect(
            _told.Count == Harness.Children.Count && _left.Count == _told.Count,
            $"{Harness.Children.Count} children have ended, and the handler was told of {_told.Count}.");

    private ChildScript CreateScript() => new()
    {
        OnConstruct = () => Harness.Expect(
            _left.Count == Harness.Children.Count, $"A child was made, and of {Harness.Children.Count} before it the handler has left {_left.Count}."),
    };

    private async Task OnEndedAsync(ChildEnd<string, ProbeChild> end, CancellationToken cancellationToken)
    {
        ProbeChild child = end.Child!;
        Harness.Expect(child.IsOver, $"The handler was told of the end of {child}, which is not over.");
        Harness.Expect(!_told.Contains(child), $"The handler was told twice of the end of {child}.");
        _told.Add(child);
        await YieldAsync().ConfigureAwait(false);
        Harness.Expect(Harness.Find("k") is null, "A child was found while the handler of its end ran.");
        Harness.Expect(Harness.Tracker.GetChildren().Any(), "The key was free while the handler of its end ran.");
        _left.Add(child);
    }
}
