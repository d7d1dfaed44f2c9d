using System;
using System.Threading;
using System.Threading.Tasks;
using CsCheck;
using GenTracker.Soak.Children;
using GenTracker.Soak.Oracles;
using GenTracker.Soak.Support;

namespace GenTracker.Soak.Chaos;

/// <summary>One of many who use a tracker at the same time, with random calls until the round ends.</summary>
internal sealed class RandomCaller(TrackerUnderTest tracker, ChaosRound round, TrackerUnderTest neighbour, RandomSource random)
{
    /// <summary>What a caller carries in its execution context, and a child's code must never see.</summary>
    public static readonly AsyncLocal<string?> Context = new();

    private static readonly Gen<CallerAction> Actions = Gen.Frequency(
        (30, CallerAction.Open), (4, CallerAction.OpenNew), (3, CallerAction.Reopen), (6, CallerAction.Adopt), (2, CallerAction.TakeOver),
        (24, CallerAction.Use), (6, CallerAction.Lease), (12, CallerAction.IncrementByKey), (8, CallerAction.Stop), (3, CallerAction.StopChild),
        (7, CallerAction.WaitFor), (3, CallerAction.List), (4, CallerAction.Retire), (1, CallerAction.RetireForGood), (1, CallerAction.Settle),
        (5, CallerAction.FollowEnd));

    private static readonly Gen<FaultKind> Owners = Gen.Frequency(
        (1, FaultKind.OwnerEnds), (2, FaultKind.OwnerObeysStopping), (1, FaultKind.OwnerIgnoresStopping), (1, FaultKind.OwnerEndsTwice),
        (1, FaultKind.CompletionFails), (1, FaultKind.CompletionIsCancelled), (1, FaultKind.CompletionHasEnded));

    private static readonly Gen<TimeSpan> StopTimeouts = Gen.OneOf(0, 5, 50, 300).Select(static milliseconds => TimeSpan.FromMilliseconds(milliseconds));

    private readonly FaultInjector _faults = new(tracker, neighbour, random.Fork());

    private SoakReport Report => tracker.Report;

    public async Task RunAsync(int keys)
    {
        Context.Value = "a caller";
        while (!round.IsEnding)
        {
            await ActAsync(random.Draw(Actions), TrackerUnderTest.KeyOf(random.Below(keys)));
            if (random.OneIn(6))
                await Task.Delay(1);
            else
                await Task.Yield();
        }
    }

    private async Task ActAsync(CallerAction action, string key)
    {
        switch (action)
        {
            case CallerAction.Open when tracker.CanOpen:
                await OpenAsync(key, OpenCall.FindOrOpen);
                break;
            case CallerAction.OpenNew when tracker.CanOpen:
                await OpenAsync(key, OpenCall.Open);
                break;
            case CallerAction.Reopen when tracker.CanOpen:
                await OpenAsync(key, OpenCall.Reopen);
                break;
            case CallerAction.Reopen or CallerAction.TakeOver:
                await TakeOverAsync(key);
                break;
            case CallerAction.Open or CallerAction.OpenNew or CallerAction.Adopt:
                Adopt(key);
                break;
            case CallerAction.Use:
                Use(key);
                break;
            case CallerAction.IncrementByKey:
                IncrementByKey(key);
                break;
            case CallerAction.Stop:
                using (var impatience = new CancellationTokenSource())
                {
                    if (random.OneIn(4))
                        impatience.CancelAfter(random.Milliseconds(4));
                    await tracker.StopAsync(key, impatience.Token);
                }

                break;
            case CallerAction.StopChild when tracker.Tracker.Find(key) is { } present:
                // It may have a successor meanwhile, which goes on.
                if (random.OneIn(2))
                    await Task.Delay(random.Milliseconds(5));
                await tracker.StopAsync(present);
                break;
            case CallerAction.Lease when tracker.Tracker.Find(key) is { } host:
                await ProbeUse.VisitAsync(host, random);
                break;
            case CallerAction.WaitFor:
                await WaitForAsync(key);
                break;
            case CallerAction.List:
                List();
                break;
            case CallerAction.Retire when tracker.Tracker.Find(key) is { } idle:
                ProbeUse.TryRetire(idle);
                break;
            case CallerAction.RetireForGood when tracker.Tracker.Find(key) is { } tired:
                ProbeUse.TryRetireForGood(tired);
                break;
            case CallerAction.Settle:
                await SettleAsync();
                break;
            case CallerAction.FollowEnd when tracker.Tracker.Find(key) is { } child:
                await FollowEndAsync(child);
                break;
        }
    }

    private async Task OpenAsync(string key, OpenCall call)
    {
        ChildScript script = _faults.NewScript(key, (RestartPolicy)random.Below(3), tracker.Origin);
        TimeSpan? stopTimeout = !random.OneIn(4) ? null
            : round.AllowsEndlessStops && random.OneIn(4) ? Timeout.InfiniteTimeSpan
            : random.Draw(StopTimeouts);
        using var impatience = new CancellationTokenSource();
        if (random.OneIn(6))
            impatience.CancelAfter(random.Milliseconds(4));
        var options = new ChildOptions { Restart = script.Restart, StopTimeout = stopTimeout };
        if (await tracker.OpenAsync(key, script, options, call: call, cancellationToken: impatience.Token) is { } child && random.OneIn(2))
            ProbeUse.Count(child, 1 + random.Below(50), random);
    }

    private void Adopt(string key)
    {
        if (NewOwner(key).TryAdopt() is { } life)
            round.Track(life);
    }

    private async Task TakeOverAsync(string key)
    {
        using var impatience = new CancellationTokenSource();
        if (random.OneIn(4))
            impatience.CancelAfter(random.Milliseconds(4));
        ChildOwner owner = NewOwner(key);
        if (await owner.TryTakeOverAsync(impatience.Token))
            round.Track(owner.Life);
    }

    private ChildOwner NewOwner(string key)
    {
        FaultKind kind = random.Draw(Owners);
        if (kind == FaultKind.OwnerIgnoresStopping && !tracker.Environment.Blocked.HasRoom)
            kind = FaultKind.OwnerEnds;
        ProbeChild child = TrackerUnderTest.Make(key, _faults.NewScript(key, RestartPolicy.Temporary, ChildOrigin.Existing));
        return new ChildOwner(tracker, child, kind, random.Fork());
    }

    private void Use(string key)
    {
        Report.Totals.Add(Total.Finds);
        if ((random.OneIn(2) ? tracker.Tracker.Find(key) : tracker.Tracker.Find(key.AsSpan())) is not { } child)
            return;
        bool hadEnded = child.Completion.IsCompleted;
        ProbeUse.Read(child);
        ProbeUse.Count(child, 1 + random.Below(200), random);
        ProbeUse.TakeSeat(child, random);
        ProbeUse.Set(child);
        if (ProbeUse.TryHold(child))
            ProbeUse.Release(child);
        if (hadEnded)
            child.Oracle.ExpectNotFound("a child whose Completion had ended");
    }

    private void IncrementByKey(string key)
    {
        long counted = 0;
        try
        {
            while (counted < 20 && tracker.Tracker.TryIncrementByKey(key, 1, out _))
                counted++;
            tracker.Tracker.IncrementByKey(key, 1);
            counted++;
        }
        catch (ChildNotFoundException)
        {
        }

        tracker.HistoryOf(key).ReportByKey(counted);
        Report.Totals.Add(Total.Counts, counted);
    }

    private async Task WaitForAsync(string key)
    {
        int kind = random.Below(8);
        if (kind == 1 && !tracker.Environment.Blocked.HasRoom)
            kind = 2;
        using var impatience = new CancellationTokenSource(1 + random.Below(20));
        try
        {
            ProbeChild child = await tracker.Tracker.WaitForAsync(key, Holds, impatience.Token)
                .Within(Report, "a wait for a predicate", tracker.HistoryOf(key));
            Report.Outcomes.Add(Outcome.PredicateHeld);
            child.Oracle.Expect(child.Oracle.Script.Key == key, "a wait for a predicate returned another key's child");
        }
        catch (OperationCanceledException) when (impatience.IsCancellationRequested)
        {
            Report.Outcomes.Add(Outcome.PredicateWaitCancelled);
        }
        catch (FaultException) when (kind == 0)
        {
        }
        catch (TrackerClosedException) when (tracker.IsClosing)
        {
            Report.Outcomes.Add(Outcome.PredicateWaitClosed);
        }
        catch (Exception exception)
        {
            Report.Violation($"a wait for a predicate threw {exception}", tracker.HistoryOf(key));
        }

        bool Holds(ProbeChild child)
        {
            switch (kind)
            {
                case 0:
                    Report.Faults.Add(FaultKind.PredicateThrows);
                    throw new FaultException("predicate");
                case 1:
                    Report.Faults.Add(FaultKind.PredicateBlocks);
                    tracker.Environment.Blocked.Block(CancellationToken.None);
                    return true;
                default:
                    return child.Count > kind * 20;
            }
        }
    }

    private void List()
    {
        foreach (ProbeChild child in tracker.Tracker)
            ProbeUse.Read(child);
        foreach (ChildInfo<string, ProbeChild> info in tracker.Tracker.GetChildren())
        {
            if (info.Child is { } child && child.Oracle.Script.Key != info.Key)
                Report.Violation($"{info.Key} is listed with the child of {child.Oracle.Script.Key}", tracker.HistoryOf(info.Key));
            if (info.State == ChildState.Running && info.Child is null)
                Report.Violation($"{info.Key} is listed as running without a child", tracker.HistoryOf(info.Key));
        }

        if (tracker.Tracker.Count < 0)
            Report.Violation($"the {tracker.Name} says that {tracker.Tracker.Count} children run");
    }

    private async Task SettleAsync()
    {
        using var impatience = new CancellationTokenSource(1 + random.Below(20));
        try
        {
            await tracker.Tracker.WhenSettledAsync(impatience.Token).Within(Report, "a wait for a settled tracker");
        }
        catch (OperationCanceledException) when (impatience.IsCancellationRequested)
        {
        }
    }

    private async Task FollowEndAsync(ProbeChild child)
    {
        if (await Task.WhenAny(child.Completion, Task.Delay(random.Milliseconds(30))) != child.Completion)
            return;
        child.Oracle.ExpectNotFound("a child whose Completion has ended");
        ChildExit exit = await child.Completion;
        child.Oracle.Expect(exit.Incarnation == child.Incarnation, "the exit is of another incarnation than the child");
        ProbeUse.Count(child, 1, random);
        child.Oracle.Expect(!child.TryIncrementCount(1, out _), "a child whose Completion has ended takes counts");
    }
}
