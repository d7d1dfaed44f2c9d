using System;
using System.Linq;
using System.Threading.Tasks;
using GenTracker.Interleavings.Support;

namespace GenTracker.Interleavings.Scenarios.Lifecycles;

/// <summary>Two readers subscribe at any moment of three keys: one is opened, one adopted, one fails. No event is missing, and none comes twice.</summary>
internal sealed class WatchAnything : TrackerScenario
{
    private EventReader _first = null!;
    private EventReader _second = null!;

    protected override void Begin()
    {
        _first = Harness.ReadEvents("watches");
        _second = Harness.ReadEvents("watches too");
        Start("opens and stops", async () =>
        {
            await Harness.OpenAsync("a");
            await Harness.StopAsync("a");
            await Harness.OpenAsync("a");
        });
        Start("adopts", async () =>
        {
            ChildRegistration registration = Harness.Tracker.AddExisting("b", Harness.CreateAdopted("b"));
            await registration.DisposeAsync();
        });
        Start("fails", async () => await Harness.TryOpenAsync("c", new ChildScript { OnStart = (_, _) => throw new InvalidOperationException("no source") }));
    }

    protected override void CheckScenario()
    {
        foreach (EventReader reader in (EventReader[])[_first, _second])
        {
            Harness.Expect(reader.Events.All(happened => happened.Key != "c"), "An event names a child that never started.");
            foreach (ProbeChild child in Harness.Children.Where(child => child.HasStarted || child.IsAdopted))
            {
                int begun = reader.Events.Count(happened => happened.Child == child && happened.Kind != ChildEventKind.Terminated);
                int ended = reader.Events.Count(happened => happened.Child == child && happened.Kind == ChildEventKind.Terminated);
                Harness.Expect(begun == ended && begun <= 1, $"{child} has {begun} events of its begin and {ended} of its end.");
            }
        }
    }
}
