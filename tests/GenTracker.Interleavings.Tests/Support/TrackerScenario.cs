using System;
using System.Threading.Tasks;
using GenTracker.Testing;

namespace GenTracker.Interleavings.Support;

/// <summary>A scenario with a tracker, which closes at the end.</summary>
internal abstract class TrackerScenario : Scenario
{
    protected TrackerHarness Harness { get; private set; } = null!;

    protected Schedule Schedule => Harness.Schedule;

    public sealed override void Begin(Schedule schedule)
    {
        Harness = CreateHarness(schedule);
        Begin();
    }

    public override Task EndAsync() => Harness.CloseAsync();

    public sealed override void Check()
    {
        Harness.Check();
        CheckScenario();
    }

    protected virtual TrackerHarness CreateHarness(Schedule schedule) => new(schedule);

    protected abstract void Begin();

    /// <summary>Checks what this scenario alone promises.</summary>
    protected virtual void CheckScenario()
    {
    }

    protected void Start(string name, Func<Task> code) => Schedule.Start(name, code);

    protected void Start(string name, Action code) => Schedule.Start(name, () =>
    {
        code();
        return Task.CompletedTask;
    });

    /// <summary>Completes as work of its own.</summary>
    protected Task YieldAsync() => Schedule.YieldAsync();
}
