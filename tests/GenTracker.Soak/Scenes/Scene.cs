using System.Threading;
using System.Threading.Tasks;
using GenTracker.Soak.Chaos;
using GenTracker.Soak.Evidence;
using GenTracker.Soak.Tools;

namespace GenTracker.Soak.Scenes;

/// <summary>
/// A short play with a strict ending, on trackers that have all the time in the world, so that no busy machine can change the ending. Its
/// keys are its own.
/// </summary>
internal abstract class Scene(JobArena jobs, ShapeArena shapes, int number, Dice dice)
{
    protected JobArena Jobs => jobs;

    protected ShapeArena Shapes => shapes;

    protected Dice Dice => dice;

    protected Findings Findings => jobs.Findings;

    protected string JobKey => jobs.KeyOf(100 + number);

    protected int ShapeKey => shapes.KeyOf(100 + number);

    protected KeyBook JobBook => jobs.BookOf(JobKey);

    public abstract Task PlayAsync();

    protected static TaskCompletionSource NewGate() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    protected Task<bool> StopJobAsync() => jobs.StopAsync(JobKey, CancellationToken.None);
}
