using System;
using System.Threading.Tasks;
using GenTracker.Testing;

namespace GenTracker.Interleavings.Support;

/// <summary>A scenario with a tracker, which is closed at the end.</summary>
internal abstract class TrackerScenario : Scenario
{
    protected Stage Stage { get; private set; } = null!;

    protected Schedule Schedule => Stage.Schedule;

    public sealed override void Begin(Schedule schedule)
    {
        Stage = Set(schedule);
        Begin();
    }

    public override Task EndAsync() => Stage.CloseAsync();

    public sealed override void Check()
    {
        Stage.Check();
        CheckMore();
    }

    protected virtual Stage Set(Schedule schedule) => new(schedule);

    protected abstract void Begin();

    /// <summary>What is promised beyond what holds for every child.</summary>
    protected virtual void CheckMore()
    {
    }

    protected void Start(string name, Func<Task> code) => Schedule.Start(name, code);

    protected void Start(string name, Action code) => Schedule.Start(name, () =>
    {
        code();
        return Task.CompletedTask;
    });

    /// <summary>A start, an end or a disposal that takes a turn of the pool.</summary>
    protected Task Slowly() => Schedule.Later();
}
