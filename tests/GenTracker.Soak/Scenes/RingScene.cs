using System.Threading;
using System.Threading.Tasks;
using GenTracker.Soak.Chaos;
using GenTracker.Soak.Children;
using GenTracker.Soak.Evidence;
using GenTracker.Soak.Tools;

namespace GenTracker.Soak.Scenes;

/// <summary>A job's start opens a shape whose start opens the job; and a child that waits for itself in each way that there is. Somebody is told.</summary>
internal sealed class RingScene(JobArena jobs, ShapeArena shapes, int number, Dice dice) : Scene(jobs, shapes, number, dice)
{
    private int _told;
    private int _begun;
    private TaskCompletionSource _bothBegun = NewGate();

    public override async Task PlayAsync()
    {
        await PlayRingAsync().ConfigureAwait(false);
        await PlayAloneAsync().ConfigureAwait(false);
    }

    private async Task PlayRingAsync()
    {
        _told = _begun = 0;
        _bothBegun = NewGate();
        Plot ofShape = new(Shapes, Shapes.BookOf(ShapeKey), ShapeKey) { OnStart = (_, _) => WaitAsync(Jobs, JobKey) };
        Plot ofJob = new(Jobs, JobBook, JobKey) { OnStart = (_, _) => WaitAsync(Shapes, ShapeKey, ofShape) };
        Task job = Jobs.OpenRawAsync(JobKey, ofJob, options: null, CancellationToken.None).AsTask();
        Task shape = Shapes.OpenRawAsync(ShapeKey, ofShape, options: null, CancellationToken.None).AsTask();
        await Task.WhenAll(job, shape).Within(Findings, "the opens of a ring", JobBook).ConfigureAwait(false);
        if (_told > 0)
            Findings.Hit(Situation.RingWasTold);
        else
            Findings.Violation("two starts that wait for each other have both ended, and none was told", JobBook);
        await StopJobAsync().ConfigureAwait(false);
        await Shapes.StopAsync(ShapeKey, CancellationToken.None).ConfigureAwait(false);
    }

    private async Task PlayAloneAsync()
    {
        bool inStart = false;
        bool inRun = false;
        bool inEnd = false;
        var plot = new Plot(Jobs, JobBook, JobKey)
        {
            OnStart = async (witness, _) => inStart = await Jobs.IsToldWhenItOpensItselfAsync(witness).ConfigureAwait(false),
            OnRun = async (witness, _) => inRun = await Jobs.IsToldWhenItAwaitsItsStopAsync(witness).ConfigureAwait(false),
            OnAfterTerminate = async (witness, _, _) => inEnd = await Jobs.IsToldWhenItOpensItselfAsync(witness).ConfigureAwait(false),
        };
        Job child = await Jobs.OpenRawAsync(JobKey, plot, options: null, CancellationToken.None).AsTask()
            .Within(Findings, "the open of a child that opens itself", JobBook).ConfigureAwait(false);
        await Patience.Becomes(() => child.Witness.IsOver, Findings, "the end of a child that waits for itself", JobBook).ConfigureAwait(false);
        if (!inStart || !inRun || !inEnd)
            Findings.Violation($"a child that waits for itself was told so: in its start {inStart}, in its run {inRun}, in its end {inEnd}", JobBook);
        await StopJobAsync().ConfigureAwait(false);
    }

    private async Task WaitAsync<TKey, TChild>(Arena<TKey, TChild> other, TKey key, Plot? plot = null)
        where TKey : notnull
        where TChild : class, Runtime.ITracked<TKey>, IPlayer
    {
        if (Interlocked.Increment(ref _begun) == 2)
            _bothBegun.SetResult();
        await _bothBegun.Task.ConfigureAwait(false);
        try
        {
            await other.OpenAsync(key, plot ?? other.QuietPlot(key), options: null, CancellationToken.None, isChild: true).ConfigureAwait(false);
        }
        catch (WaitCycleException)
        {
            Interlocked.Increment(ref _told);
        }
    }
}
