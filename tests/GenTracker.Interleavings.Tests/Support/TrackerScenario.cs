using System;
using System.Threading.Tasks;
using GenTracker.Testing;
using Microsoft.Extensions.Logging;

namespace GenTracker.Interleavings.Support;

/// <summary>A scenario with a tracker, which closes at the end.</summary>
internal abstract class TrackerScenario : Scenario
{
    protected TrackerHarness Harness { get; private set; } = null!;

    protected Schedule Schedule => Harness.Schedule;

    /// <summary>Whether one more actor reads the events and checks them.</summary>
    protected virtual bool ReadsEvents => false;

    protected virtual ILoggerFactory? LoggerFactory => null;

    public sealed override void Begin(Schedule schedule)
    {
        Harness = new TrackerHarness(schedule, Configure, LoggerFactory);
        if (ReadsEvents)
            Harness.ReadEvents();
        Begin();
    }

    public override Task EndAsync()
    {
        Harness.ExpectSettled();
        return Harness.CloseAsync();
    }

    public sealed override void Check()
    {
        Harness.Check();
        CheckScenario();
    }

    protected virtual void Configure(TrackerOptions options)
    {
    }

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
