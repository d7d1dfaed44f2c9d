using System;
using System.Threading.Tasks;
using GenTracker.Interleavings.Support;

namespace GenTracker.Interleavings.Scenarios.Lifecycles;

/// <summary>An adopted child ends in three ways at the same time: its completion fails, its owner disposes it, its key is stopped. It ends once.</summary>
internal sealed class AdoptEnd : TrackerScenario
{
    protected override bool ReadsEvents => true;

    protected override void Begin()
    {
        ProbeChild child = Harness.CreateAdopted("k");
        var work = new TaskCompletionSource();
        ChildRegistration registration = Harness.Tracker.AddExisting("k", child, work.Task);
        registration.Stopping.UnsafeRegister(_ => _ = registration.DisposeAsync().AsTask(), null);
        Start("fails", async () =>
        {
            await Task.Yield();
            Schedule.Post(new Failing(work));
        });
        Start("disposes", async () => await registration.DisposeAsync());
        Start("stops", () => Harness.StopAsync("k"));
        Start("counts", () => Harness.IncrementUntilRefused("k", 2));
    }

    protected override void CheckScenario()
    {
        ExitReason? reason = Harness.Children[0].Exit?.Reason;
        Harness.Expect(reason is ExitReason.Failed or ExitReason.Completed or ExitReason.Stopped, $"The child ended with {reason}.");
    }

    private sealed class Failing(TaskCompletionSource work) : System.Threading.IThreadPoolWorkItem
    {
        public void Execute() => work.SetException(new InvalidOperationException("lost the source"));
    }
}
