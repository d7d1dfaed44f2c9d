using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Soak.Chaos;
using GenTracker.Soak.Children;
using GenTracker.Soak.Oracles;
using GenTracker.Soak.Support;

namespace GenTracker.Soak.Scenarios;

/// <summary>A few calls on one key that end in one way only, whatever the machine does.</summary>
internal sealed class KeyScenarios(TrackerUnderTest tracker, string key, RandomSource random)
{
    private const int Openers = 24;
    private const int Holders = 4;
    private const int Holds = 20;
    private const int Counters = 3;
    private const int CountsBetweenLooks = 10_000;

    private KeyHistory History => tracker.HistoryOf(key);

    private SoakReport Report => tracker.Report;

    /// <summary>Many open an absent key at once, and some stop waiting: one constructor, one start, one result for all.</summary>
    public async Task ManyOpenersAsync(bool fails)
    {
        TaskCompletionSource goOn = NewSignal();
        ChildScript[] scripts = [.. Enumerable.Range(0, Openers).Select(_ => NewScript(async _ =>
        {
            await goOn.Task;
            if (fails)
                throw new FaultException("a start that many wait for");
        }))];
        using var impatience = new CancellationTokenSource();

        // The first opener comes first; the others come all at once.
        Task<ProbeChild> first = OpenAsync(scripts[0]);
        var others = new Task<ProbeChild>[Openers - 1];
        await Parallel.ForAsync(0, others.Length, async (i, _) =>
        {
            await Task.Yield();
            others[i] = OpenAsync(scripts[i + 1], cancellationToken: i % 4 == 0 ? impatience.Token : CancellationToken.None);
        });
        await impatience.CancelAsync();
        goOn.SetResult();

        List<object> results = [];
        foreach (Task<ProbeChild> open in others.Prepend(first))
        {
            await Within(Task.WhenAny(open), "an open of many");
            if (!open.IsCanceled)
                results.Add(open.IsFaulted ? open.Exception.InnerException! : open.Result);
        }

        object told = results[0];
        Expect(
            results.Count >= Openers / 2 && results.TrueForAll(result => ReferenceEquals(result, told)),
            () => $"openers were told {results.Distinct().Count()} different things, {results.Count} of {Openers} were told");
        Expect(
            scripts[0].Incarnations == 1 && scripts.Skip(1).All(static script => script.Incarnations == 0),
            () => $"openers made {scripts.Sum(static script => script.Incarnations)} children; the first one's arguments made {scripts[0].Incarnations}");
        Expect(
            fails ? told is ChildStartException { InnerException: FaultException } : told is ProbeChild,
            () => $"the start {(fails ? "fails" : "succeeds")}, and the openers were told {told}");
        Expect(await StopAsync() == !fails, () => $"after the opens, a stop finds {(fails ? "a child that failed to start" : "no child")}");
        Report.Outcomes.Add(fails ? Outcome.OpenersSharedOneFailure : Outcome.OpenersSharedOneStart);
    }

    /// <summary>A stop overtakes a start that succeeds all the same; meanwhile another key is opened and stopped without delay.</summary>
    public async Task StopOvertakesStartAsync()
    {
        TaskCompletionSource goOn = NewSignal();
        var began = new TaskCompletionSource<ChildOracle>(TaskCreationOptions.RunContinuationsAsynchronously);
        Task<ProbeChild> open = OpenAsync(NewScript(async child =>
        {
            began.SetResult(child);
            await goOn.Task;
        }));
        ChildOracle child = await Within(began.Task, "the beginning of a start");
        Task<bool> stop = tracker.Tracker.StopAsync(key);
        using var leaving = new CancellationTokenSource();
        Task waiting = tracker.Tracker.WaitForAsync(key, static _ => true, leaving.Token);

        string neighbour = key + "-neighbour";
        Expect(
            await tracker.OpenAsync(neighbour) is not null && await tracker.StopAsync(neighbour),
            static () => "a key could not be opened and stopped while another one was starting");
        Expect(!open.IsCompleted && !stop.IsCompleted, static () => "a start hangs, and its opener or stopper does not wait");
        Report.Outcomes.Add(Outcome.NeighboursWereNotDelayed);

        goOn.SetResult();
        Expect(await Within(stop, "the stop of a start"), static () => "the stop of a starting child found nothing");
        await Within(Task.WhenAny(open), "an open that a stop overtook");
        bool isTold = open.Exception?.InnerException is ChildStartException { InnerException: OperationCanceledException };
        Expect(isTold, () => $"an open that a stop overtook ended {open.Status} with {open.Exception}");
        Expect(
            child.StartSucceeded && child.HasTerminated && child.IsOver && !waiting.IsCompletedSuccessfully,
            () => $"a start that was overtaken and succeeded: {child}; was it found: {waiting.IsCompletedSuccessfully}");
        Report.Outcomes.Add(Outcome.StartWasOvertaken);
        await leaving.CancelAsync();
    }

    /// <summary>A child retires when nobody holds it: a hold that was taken keeps it, and later ones are refused.</summary>
    public async Task RetireWhenIdleAsync()
    {
        await Within(Task.WhenAll(Enumerable.Range(0, Holders).Select(_ => Task.Run(HoldAndRetireAsync))), "the holders of a child that retires");
        await StopAsync();
    }

    /// <summary>The first run fails, the second completes, all others fail: the policy alone decides which ends a restart follows.</summary>
    public async Task RestartByPolicyAsync()
    {
        await RestartAsync(RestartPolicy.Temporary, incarnations: 1, ExitReason.Failed);
        await RestartAsync(RestartPolicy.Transient, incarnations: 2, ExitReason.Completed);
        await RestartAsync(RestartPolicy.Permanent, incarnations: ScenarioRunner.MaxRestarts + 1, ExitReason.RestartLimit);
        Report.Outcomes.Add(Outcome.RestartsFollowedPolicy);
    }

    /// <summary>Several threads increment without a pause until the stopped child refuses them: what they were told is what it holds in the end.</summary>
    public async Task CountUnderStopAsync()
    {
        if (await tracker.OpenAsync(key) is not { } child)
            return;
        bool isStopped = false;
        Task[] counting = [.. Enumerable.Range(0, Counters).Select(_ => Task.Run(CountUntilRefused))];
        await Within(tracker.Tracker.WaitForAsync(key, static child => child.Count > 200), "a wait that increments wake");
        await StopAsync();
        Volatile.Write(ref isStopped, true);
        await Within(Task.WhenAll(counting), "the increments of a child that has ended");
        await BecomesAsync(History.IsQuiet, "the end of a child that was incremented");
        Report.Outcomes.Add(Outcome.CountsWereExactUnderStop);

        void CountUntilRefused()
        {
            bool mustRefuse = false;
            while (ProbeUse.Count(child, CountsBetweenLooks, random))
            {
                child.Oracle.Expect(!mustRefuse, "a child that was stopped takes counts");
                if (mustRefuse)
                    return;
                mustRefuse = Volatile.Read(ref isStopped);
            }
        }
    }

    /// <summary>Two starts in two trackers that open each other's key. Somebody is told.</summary>
    public async Task WaitCycleAsync(TrackerUnderTest other)
    {
        int told = 0;
        int begun = 0;
        TaskCompletionSource bothBegun = NewSignal();
        ChildScript ofOther = new(other, key) { OnStart = (_, _) => WaitAsync(tracker, new ChildScript(tracker, key)) };
        Task open = OpenAsync(NewScript(_ => WaitAsync(other, ofOther)));
        await Within(Task.WhenAll(open, other.OpenUncheckedAsync(key, ofOther).AsTask()), "the opens of a cycle");
        Expect(told > 0, static () => "two starts that wait for each other have both ended, and none was told");
        Report.Outcomes.Add(Outcome.CycleWasTold);
        await StopAsync();
        await other.StopAsync(key);

        async Task WaitAsync(TrackerUnderTest opened, ChildScript script)
        {
            if (Interlocked.Increment(ref begun) == 2)
                bothBegun.SetResult();
            await bothBegun.Task;
            if (await opened.IsToldOfCycleAsync(() => opened.OpenAsync(key, script, isChild: true)))
                Interlocked.Increment(ref told);
        }
    }

    /// <summary>A child that waits for itself, in its start, its run and its end, is told so.</summary>
    public async Task WaitForItselfAsync()
    {
        bool inStart = false;
        bool inRun = false;
        bool inEnd = false;
        var script = new ChildScript(tracker, key)
        {
            OnStart = async (child, _) => inStart = await tracker.IsToldWhenItOpensItselfAsync(child),
            OnRun = async (child, _) => inRun = await tracker.IsToldWhenItAwaitsItsStopAsync(child),
            OnAfterTerminate = async (child, _, _) => inEnd = await tracker.IsToldWhenItOpensItselfAsync(child),
        };
        ProbeChild child = await Within(OpenAsync(script), "the open of a child that opens itself");
        await BecomesAsync(() => child.Oracle.IsOver, "the end of a child that waits for itself");
        Expect(
            inStart && inRun && inEnd,
            () => $"a child that waits for itself was told so: in its start {inStart}, in its run {inRun}, in its end {inEnd}");
        await StopAsync();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task HoldAndRetireAsync()
    {
        for (int held = 0; held < Holds;)
        {
            if (await tracker.OpenAsync(key) is not { } child)
            {
                Report.Violation("a child that retires could not be opened", History);
                return;
            }

            if (!ProbeUse.TryHold(child))
                continue;
            held++;
            if (random.OneIn(2))
                await Task.Yield();
            ChildOracle oracle = child.Oracle;
            oracle.Expect(!child.Completion.IsCompleted && !oracle.HasTerminated && tracker.Finds(oracle), "a child has ended while somebody held it");
            ProbeUse.Release(child);
            if (ProbeUse.TryRetire(child))
                Report.Outcomes.Add(Outcome.IdleChildRetired);
        }
    }

    private async Task RestartAsync(RestartPolicy policy, int incarnations, ExitReason last)
    {
        ChildExit lastExit = default;
        long lasting = 0;
        bool isOver = false;
        var script = new ChildScript(tracker, key)
        {
            Restart = policy,
            OnRun = async (child, _) =>
            {
                await Task.Yield();
                ProbeUse.Count(child.Child!, 1, random);
                if (child.Ordinal != 1)
                    throw new FaultException("a run");
            },
            OnAfterTerminate = (child, exit, _) =>
            {
                lastExit = exit;
                lasting = child.Child!.Lasting;
                Volatile.Write(ref isOver, !exit.WillRestart);
                return Task.CompletedTask;
            },
        };
        Task waiting = tracker.Tracker.WaitForAsync(key, static _ => true);
        await Within(OpenAsync(script, new ChildOptions { Restart = policy }), "an open of a child that is restarted");
        await BecomesAsync(() => Volatile.Read(ref isOver) && History.IsQuiet(), $"the last end under {policy}");
        await StopAsync();
        Expect(
            script.Incarnations == incarnations && lastExit.Reason == last && lastExit.Restarts == incarnations - 1 && !lastExit.WillRestart,
            () => $"under {policy} there were {script.Incarnations} incarnations, the last exit is {lastExit}");
        Expect(lasting == incarnations, () => $"what survives restarts was counted {incarnations} times and is {lasting}");
        await tracker.OpenAsync(key);
        await Within(waiting, "a wait that outlives restarts and ends");
        await StopAsync();
    }

    private ChildScript NewScript(Func<ChildOracle, Task> start) => new(tracker, key) { OnStart = (child, _) => start(child) };

    private Task<ProbeChild> OpenAsync(ChildScript script, ChildOptions? options = null, CancellationToken cancellationToken = default) =>
        tracker.OpenUncheckedAsync(key, script, options, cancellationToken).AsTask();

    private Task<bool> StopAsync() => tracker.StopAsync(key);

    private Task Within(Task task, string what) => task.Within(Report, what, History);

    private Task<T> Within<T>(Task<T> task, string what) => task.Within(Report, what, History);

    private Task BecomesAsync(Func<bool> condition, string what) => Eventually.BecomesAsync(condition, Report, () => what, History);

    private void Expect(bool kept, Func<string> broken)
    {
        if (!kept)
            Report.Violation(broken(), History);
    }
}
