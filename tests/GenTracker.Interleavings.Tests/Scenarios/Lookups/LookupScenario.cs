using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Instrumentation;
using GenTracker.Interleavings.Support;
using GenTracker.Testing;

namespace GenTracker.Interleavings.Scenarios.Lookups;

/// <summary>Children of a whole tracker are found by attributes (promise 17). In the end nobody is found, and each badge is free.</summary>
internal abstract class LookupScenario : Scenario
{
    protected const string X = "x";
    protected const string Y = "y";

    protected Schedule Schedule { get; private set; } = null!;

    protected LookupTracker Tracker { get; private set; } = null!;

    public sealed override void Begin(Schedule schedule)
    {
        Schedule = schedule;
        Tracker = new LookupTracker(new TrackerOptions
        {
            TimeProvider = schedule.Time,
            Dispatcher = new ExploredDispatcher(schedule),
            SharesTimers = true,
            Randomizer = static () => 0,
            Restart = RestartPolicy.Transient,
            RecentExits = 0,
        });
        Begin();
    }

    public override Task EndAsync() => Tracker.CloseAsync();

    public sealed override void Check()
    {
        foreach (string value in (string[])[X, Y])
        {
            Expect(Tracker.FindByTeam(value).Count == 0 && Tracker.FindByBadge(value) is null, $"A closed tracker finds a child by {value}.");
            Expect(Tracker.IsFree(value), $"A closed tracker holds {value}.");
        }
    }

    protected abstract void Begin();

    protected static void Expect(bool kept, string message) => PromiseViolationException.Unless(kept, message);

    protected static LookupChild Create(string? team = null, string? badge = null, Func<Task>? start = null, Func<CancellationToken, Task>? run = null) =>
        new(team, badge, start ?? (static () => Task.CompletedTask), run ?? ChildScript.RunUntilStoppedAsync);

    protected void Start(string name, Action code) => Schedule.Start(name, () =>
    {
        code();
        return Task.CompletedTask;
    });

    protected void Start(string name, Func<Task> code) => Schedule.Start(name, code);

    /// <summary>Whether a child is found by any team.</summary>
    protected bool IsFound(LookupChild child) => Tracker.FindByTeam(X).Concat(Tracker.FindByTeam(Y)).Contains(child);
}
