using System;
using System.Threading.Tasks;
using GenTracker.Interleavings.Support;
using GenTracker.Testing;

namespace GenTracker.Interleavings.Scenarios.Lives;

/// <summary>An adopted child ends in three ways at once: its completion fails, its owner disposes it, its key is stopped. It ends once.</summary>
internal sealed class AdoptEnd : TrackerScenario
{
    protected override Stage Set(Schedule schedule)
    {
        var stage = new Stage(schedule);
        stage.Watch();
        return stage;
    }

    protected override void Begin()
    {
        Subject child = Stage.MakeAdopted("k");
        var work = new TaskCompletionSource();
        ChildRegistration registration = Stage.Tracker.AddExisting("k", child, work.Task);
        registration.Stopping.UnsafeRegister(_ => _ = registration.DisposeAsync().AsTask(), null);
        Start("fails", async () =>
        {
            await Task.Yield();
            Schedule.Post(new Failing(work));
        });
        Start("disposes", async () => await registration.DisposeAsync());
        Start("stops", () => Stage.StopAsync("k"));
        Start("counts", () => Stage.Count("k", 2));
    }

    protected override void CheckMore()
    {
        ExitReason? reason = Stage.Made[0].Exit?.Reason;
        Stage.Expect(reason is ExitReason.Failed or ExitReason.Completed or ExitReason.Stopped, $"The child ended with {reason}.");
    }

    private sealed class Failing(TaskCompletionSource work) : System.Threading.IThreadPoolWorkItem
    {
        public void Execute() => work.SetException(new InvalidOperationException("lost the source"));
    }
}
