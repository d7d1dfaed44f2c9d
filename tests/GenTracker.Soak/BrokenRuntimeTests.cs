using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using GenTracker.Breaking;
using Xunit;
using Xunit.Abstractions;

namespace GenTracker.Soak;

/// <summary>The soak's checks can fail: they notice a runtime that breaks a promise.</summary>
public class BrokenRuntimeTests(ITestOutputHelper output)
{
    private static readonly Dictionary<string, (string Says, Edit[] Edits)> Broken = new()
    {
        ["1: a child's disposal is not waited for"] = ("not over",
            [new("ChildLifecycle.StartDisposal", "!_current.NeedsDisposal", "!_current.NeedsDisposal || Forget(_current)",
                Adds: "private static bool Forget(Incarnation<TChild> ended) => Task.Run(() => ended.DisposeChildAsync(_ => { })) is not null;")]),
        ["3: a child is found before it has run its start"] = ("a child that is starting is found",
            [new(
                "ChildActivator.StartAsync",
                "incarnation.Child = child;",
                "incarnation.Child = child; ((ChildLifecycle<TKey, TChild>)lifecycle).SetVisible(child);")]),
        ["4: the termination callback does not wait for the run"] = ("AfterTerminateAsync was called while the run goes on",
            [new("ChildOperation.Invoke", "if (!task.IsCompleted)", "if (!task.IsCompleted && Kind != ChildOperationKind.Running)")]),
        ["4: the attributes are not sealed"] = ("takes counts",
            [new("ChildLifecycle.Seal", "child.Seal();", "")]),
        ["5: what survives a restart is dropped"] = ("what survives restarts was counted",
            [new("ChildActivator.StartAsync", "child.Inherit(previous);", "_ = previous;")]),
        ["10: one restart too many"] = ("incarnations, the last exit is",
            [new("RestartIntensity.TryCount", ">= maxRestarts", "> maxRestarts")]),
        ["14: the pool is given the caller's context"] = ("a child's code runs in the context of",
            [new("PoolDispatcher.QueueToPool", "ThreadPool.UnsafeQueueUserWorkItem(work, preferLocal: false)",
                "ThreadPool.QueueUserWorkItem(static work => work.Execute(), work, preferLocal: false)")]),
        ["watching: a beginning is told twice"] = ("while another child of the key runs",
            [new("TrackerState.SetRunning", "CompleteIfSettled();",
                "CompleteIfSettled(); Events.PublishStarted(lifecycle, child, isRestart);")]),
        ["a timer is left behind"] = ("the end of the last timer",
            [new("ChildOperation.OnOver", "DropDeadlines();", "")]),
        ["children that have ended are kept in memory"] = ("the last ended child leaving the memory",
            [new("EventHub.PublishTerminated", "lifecycle.IsAnnounced = false;", "lifecycle.IsAnnounced = false; _kept.Add(child);",
                Adds: "private readonly List<object> _kept = [];")]),
    };

    private static readonly Variants Runtimes = BrokenRuntime.VariantsOf(Broken.Values.Select(static variant => variant.Edits));

    public static TheoryData<string> Names => [.. Broken.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_soak_notices_a_runtime_that_breaks_a_promise(string name)
    {
        (string says, Edit[] edits) = Broken[name];

        var report = (string?)await new BrokenRuntime(Runtimes, edits).CallAsync(typeof(ShortSoak), nameof(ShortSoak.RunAsync));

        Assert.True(report is not null, $"{name}: the soak has noticed nothing.");
        string[] told = [.. report.Split('\n').Where(static line => line.StartsWith("BROKEN", StringComparison.Ordinal))];
        output.WriteLine(string.Join('\n', told));
        Assert.True(told.Any(line => line.Contains(says, StringComparison.Ordinal)), $"{name}: the soak has noticed something else.\n{report}");
    }
}
