using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Soak.Chaos;
using GenTracker.Soak.Children;
using GenTracker.Soak.Evidence;
using GenTracker.Soak.Tools;

namespace GenTracker.Soak.Scenes;

/// <summary>A child retires when nobody holds it: whoever has got a hold of it keeps it, and whoever has not is refused.</summary>
internal sealed class RetireScene(JobArena jobs, ShapeArena shapes, int number, Dice dice) : Scene(jobs, shapes, number, dice)
{
    private const int Users = 4;
    private const int Holds = 20;

    public override async Task PlayAsync()
    {
        await Task.WhenAll(Enumerable.Range(0, Users).Select(_ => Task.Run(UseAsync))).Within(Findings, "the users of a child that retires", JobBook).ConfigureAwait(false);
        await StopJobAsync().ConfigureAwait(false);
    }

    private async Task UseAsync()
    {
        for (int held = 0; held < Holds;)
        {
            if (await Jobs.OpenAsync(JobKey, Jobs.QuietPlot(JobKey), options: null, CancellationToken.None).ConfigureAwait(false) is not { } child)
            {
                Findings.Violation("a child that retires could not be opened", JobBook);
                return;
            }

            if (!Uses.TryHold(child))
                continue;
            held++;
            if (Dice.OneIn(2))
                await Task.Yield();
            if (child.Completion.IsCompleted || child.Witness.HasTerminated || !Jobs.Finds(child.Witness))
                child.Witness.Violation("a child has ended while somebody held it");
            Uses.Release(child);
            if (Uses.TryRetire(child))
                Findings.Hit(Situation.IdleChildRetired);
        }
    }
}
