using System.Linq;
using System.Threading.Tasks;
using GenTracker.Interleavings.Support;

namespace GenTracker.Interleavings.Scenarios.Replacements;

/// <summary>
/// A key is opened and reopened by two callers, at any moment of its start, run and end, while others find and open it. The last call that reopens has the
/// key in the end. Each caller is told once.
/// </summary>
internal sealed class ReopenReopen : TrackerScenario
{
    protected override bool ReadsEvents => true;

    protected override void Begin()
    {
        var script = new ChildScript { OnStart = (_, _) => StartAsync(), OnAfterTerminate = _ => YieldAsync() };
        Start("opens", () => OpenAsync(script));
        foreach (string caller in (string[])["a", "b"])
            Start("reopens as " + caller, () => Harness.ReopenAsync("k", caller, script));
        Start("finds and opens", async () =>
        {
            Harness.IncrementUntilRefused("k", 1);
            await OpenAsync(script);
        });
    }

    public override Task EndAsync()
    {
        Harness.ExpectLastCallHolds("k");
        return base.EndAsync();
    }

    private async Task OpenAsync(ChildScript script)
    {
        (ProbeChild? child, TrackerException? refusal) = await Harness.TryOpenAsync("k", script);
        Harness.Expect(child is not null || refusal is ChildSupersededException, $"An opener got {refusal?.GetType().Name}: {refusal?.Message}");
        child?.TryIncrement();
    }

    private Task StartAsync() => Schedule.Choose(2) == 1 ? YieldAsync() : Task.CompletedTask;
}
