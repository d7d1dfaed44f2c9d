using System;
using System.Threading.Tasks;
using GenTracker.Testing;

namespace GenTracker.Interleavings.Explorer;

/// <summary>A scenario of two callers, written in place.</summary>
internal sealed class TwoCallers(Action<Schedule> first, Action<Schedule> second, Action? check = null) : Scenario
{
    public override void Begin(Schedule schedule)
    {
        Start("first", first);
        Start("second", second);

        void Start(string name, Action<Schedule> code) => schedule.Start(name, () =>
        {
            code(schedule);
            return Task.CompletedTask;
        });
    }

    public override void Check() => check?.Invoke();
}
