using System.Threading;
using System.Threading.Tasks;
using GenTracker.Soak.Chaos;
using GenTracker.Soak.Children;
using GenTracker.Soak.Evidence;
using GenTracker.Soak.Tools;

namespace GenTracker.Soak.Scenes;

/// <summary>Runs that fail, complete, and fail: which of the ends are followed by a restart is the policy's affair, and nobody else's.</summary>
internal sealed class RestartScene(JobArena jobs, ShapeArena shapes, int number, Dice dice) : Scene(jobs, shapes, number, dice)
{
    public override async Task PlayAsync()
    {
        await PlayAsync(RestartPolicy.Temporary, incarnations: 1, ExitReason.Failed).ConfigureAwait(false);
        await PlayAsync(RestartPolicy.Transient, incarnations: 2, ExitReason.Completed).ConfigureAwait(false);
        await PlayAsync(RestartPolicy.Permanent, incarnations: 4, ExitReason.RestartLimit).ConfigureAwait(false);
        Findings.Hit(Situation.RestartsFollowedPolicy);
    }

    /// <summary>The first run fails, the second completes, all others fail. The trackers of the scenes allow three restarts.</summary>
    private async Task PlayAsync(RestartPolicy policy, int incarnations, ExitReason last)
    {
        ChildExit lastExit = default;
        long lasting = 0;
        bool isOver = false;
        var plot = new Plot(Jobs, JobBook, JobKey)
        {
            Restart = policy,
            OnRun = async (witness, _) =>
            {
                await Task.Yield();
                Uses.Count(witness.Player!, 1, Dice);
                if (witness.Plot.Incarnations != 2)
                    throw new ScriptedException("a run");
            },
            OnAfterTerminate = (witness, exit, _) =>
            {
                lastExit = exit;
                lasting = witness.Player!.Lasting;
                Volatile.Write(ref isOver, !exit.WillRestart);
                return Task.CompletedTask;
            },
        };
        Task<Job> waiting = Jobs.Tracker.WaitForAsync(JobKey, static _ => true);
        await Jobs.OpenRawAsync(JobKey, plot, new ChildOptions { Restart = policy }, CancellationToken.None).AsTask()
            .Within(Findings, "an open of a child that is restarted", JobBook).ConfigureAwait(false);
        await Patience.Becomes(() => Volatile.Read(ref isOver) && JobBook.IsQuiet(), Findings, $"the last end under {policy}", JobBook).ConfigureAwait(false);
        await StopJobAsync().ConfigureAwait(false);
        if (plot.Incarnations != incarnations || lastExit.Reason != last || lastExit.Restarts != incarnations - 1 || lastExit.WillRestart)
            Findings.Violation($"under {policy} there were {plot.Incarnations} incarnations, the last exit is {lastExit}", JobBook);
        if (lasting != incarnations)
            Findings.Violation($"what survives restarts was counted {incarnations} times and is {lasting}", JobBook);
        await Jobs.OpenAsync(JobKey, Jobs.QuietPlot(JobKey), options: null, CancellationToken.None).ConfigureAwait(false);
        await waiting.Within(Findings, "a wait that outlives restarts and ends", JobBook).ConfigureAwait(false);
        await StopJobAsync().ConfigureAwait(false);
    }
}
