using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Soak.Chaos;
using GenTracker.Soak.Children;
using GenTracker.Soak.Evidence;
using GenTracker.Soak.Tools;

namespace GenTracker.Soak.Scenes;

/// <summary>Many open an absent key at once: one constructor, one start, one result for all, whoever of them gives up waiting.</summary>
internal sealed class HerdScene(JobArena jobs, ShapeArena shapes, int number, Dice dice, bool failsAtFirst) : Scene(jobs, shapes, number, dice)
{
    private const int Callers = 24;

    private bool _fails = !failsAtFirst;

    public override async Task PlayAsync()
    {
        bool fails = _fails = !_fails;
        TaskCompletionSource gate = NewGate();
        var plots = Enumerable.Range(0, Callers).Select(_ => NewPlot(gate.Task, fails)).ToList();
        using var impatience = new CancellationTokenSource();

        // The first caller comes first; the others come all at once.
        Task<Job> first = Jobs.OpenRawAsync(JobKey, plots[0], options: null, CancellationToken.None).AsTask();
        var others = new Task<Job>[Callers - 1];
        await Parallel.ForAsync(0, others.Length, async (i, _) =>
        {
            await Task.Yield();
            others[i] = Jobs.OpenRawAsync(JobKey, plots[i + 1], options: null, i % 4 == 0 ? impatience.Token : CancellationToken.None).AsTask();
        }).ConfigureAwait(false);
        await impatience.CancelAsync().ConfigureAwait(false);
        gate.SetResult();

        var results = new List<object>();
        foreach (Task<Job> open in others.Prepend(first))
        {
            try
            {
                results.Add(await open.Within(Findings, "an open of a herd", JobBook).ConfigureAwait(false));
            }
            catch (ChildStartException exception)
            {
                results.Add(exception);
            }
            catch (OperationCanceledException) when (open.IsCanceled)
            {
            }
        }

        object told = results[0];
        if (results.Count < Callers / 2 || results.Any(result => !ReferenceEquals(result, told)))
            Findings.Violation($"a herd was told {results.Distinct().Count()} different things, {results.Count} of {Callers} were told", JobBook);
        if (plots[0].Incarnations != 1 || plots.Skip(1).Any(static plot => plot.Incarnations != 0))
            Findings.Violation($"a herd made {plots.Sum(static plot => plot.Incarnations)} children; the first caller's arguments made {plots[0].Incarnations}", JobBook);
        if (told is Job == fails || told is ChildStartException { InnerException: not ScriptedException })
            Findings.Violation($"the start {(fails ? "fails" : "succeeds")}, and a herd was told {told}", JobBook);
        if (await StopJobAsync().ConfigureAwait(false) == fails)
            Findings.Violation($"after a herd, a stop finds {(fails ? "a child that failed to start" : "no child")}", JobBook);
        Findings.Hit(fails ? Situation.HerdSharedOneFailure : Situation.HerdSharedOneStart);
    }

    private Plot NewPlot(Task gate, bool fails) => new(Jobs, JobBook, JobKey)
    {
        OnStart = async (_, _) =>
        {
            await gate.ConfigureAwait(false);
            if (fails)
                throw new ScriptedException("a herd's start");
        },
    };
}
