using System;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Soak.Chaos;
using GenTracker.Soak.Children;
using GenTracker.Soak.Evidence;
using GenTracker.Soak.Tools;

namespace GenTracker.Soak.Scenes;

/// <summary>A stop overtakes a start that succeeds all the same; meanwhile other keys come and go unhindered.</summary>
internal sealed class OvertakenScene(JobArena jobs, ShapeArena shapes, int number, Dice dice) : Scene(jobs, shapes, number, dice)
{
    public override async Task PlayAsync()
    {
        TaskCompletionSource gate = NewGate();
        var began = new TaskCompletionSource<Witness>(TaskCreationOptions.RunContinuationsAsynchronously);
        var plot = new Plot(Jobs, JobBook, JobKey)
        {
            OnStart = async (witness, _) =>
            {
                began.SetResult(witness);
                await gate.Task.ConfigureAwait(false);
            },
        };
        Task<Job> open = Jobs.OpenRawAsync(JobKey, plot, options: null, CancellationToken.None).AsTask();
        Witness witness = await began.Task.Within(Findings, "the beginning of a start", JobBook).ConfigureAwait(false);
        Task<bool> stop = Jobs.Tracker.StopAsync(JobKey);
        using var leaving = new CancellationTokenSource();
        Task waiting = Jobs.Tracker.WaitForAsync(JobKey, static _ => true, leaving.Token);

        string neighbour = JobKey + "-neighbour";
        if (await Jobs.OpenAsync(neighbour, Jobs.QuietPlot(neighbour), options: null, CancellationToken.None).ConfigureAwait(false) is null
            || !await Jobs.StopAsync(neighbour, CancellationToken.None).ConfigureAwait(false))
            Findings.Violation("a key could not be opened and stopped while another one was starting", Jobs.BookOf(neighbour));
        if (open.IsCompleted || stop.IsCompleted)
            Findings.Violation("a start hangs, and its opener or the one who stops it does not wait", JobBook);
        Findings.Hit(Situation.NeighboursWereNotDelayed);

        gate.SetResult();
        if (!await stop.Within(Findings, "the stop of a start", JobBook).ConfigureAwait(false))
            Findings.Violation("the stop of a starting child found nothing", JobBook);
        try
        {
            await open.Within(Findings, "an open that a stop overtook", JobBook).ConfigureAwait(false);
            Findings.Violation("an open that a stop overtook returned a child", JobBook);
        }
        catch (ChildStartException exception) when (exception.InnerException is OperationCanceledException)
        {
            Findings.Hit(Situation.StartWasOvertaken);
        }

        if (!witness.StartSucceeded || !witness.HasTerminated || !witness.IsOver || waiting.IsCompletedSuccessfully)
            witness.Violation($"a start that was overtaken and succeeded: {witness}; was it found: {waiting.IsCompletedSuccessfully}");
        await leaving.CancelAsync().ConfigureAwait(false);
    }
}
