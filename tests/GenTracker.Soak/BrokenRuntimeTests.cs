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
    private static readonly Dictionary<string, (string Says, Edit[] Edits)> Variants = new()
    {
        ["1: a child's disposal is not waited for"] = ("not over",
            [new("Life.Dispose", "!_current.NeedsDisposal", "!_current.NeedsDisposal || Forget(_current)",
                Adds: "private static bool Forget(Incarnation<TChild> ended) => Task.Run(() => ended.DisposeAsync(_ => { })) is not null;")]),
        ["3: a child is found before it has run its start"] = ("a child that is starting is found",
            [new("ChildStart.RunAsync", "incarnation.Child = child;", "incarnation.Child = child; ((Life<TKey, TChild>)life).Show(child);")]),
        ["4: the termination callback does not wait for the run"] = ("AfterTerminateAsync was called while the run goes on",
            [new("Phase", "if (!task.IsCompleted)", "if (!task.IsCompleted && Kind != ActivityKind.Running)")]),
        ["4: the attributes are not sealed"] = ("takes counts",
            [new("Life", "child.Seal();", "")]),
        ["5: what survives a restart is dropped"] = ("what survives restarts was counted",
            [new("ChildStart", "child.Inherit(previous);", "_ = previous;")]),
        ["10: one restart too many"] = ("incarnations, the last exit is",
            [new("RestartTally", ">= maxRestarts", "> maxRestarts")]),
        ["14: the pool is given the caller's context"] = ("a child's code runs in the context of",
            [new("PoolDispatcher.Post", "ThreadPool.UnsafeQueueUserWorkItem(work, preferLocal: false)",
                "ThreadPool.QueueUserWorkItem(static work => work.Execute(), work, preferLocal: false)")]),
        ["watching: a beginning is told twice"] = ("while another child of the key runs",
            [new("Journal.Publish", "_running++;",
                "_running++; Tell(new ChildEvent<TKey, TChild> { Kind = ChildEventKind.Started, Key = life.Key, Child = child });")]),
        ["a timer is left behind"] = ("the end of the last timer",
            [new("Phase.TryEnd", "Volatile.Read(ref _deadline)?.Dispose();", "")]),
        ["children that have ended are kept in memory"] = ("the last ended child leaving the memory",
            [new("Journal.Terminated", "life.IsAnnounced = false;", "life.IsAnnounced = false; _kept.Add(child);",
                Adds: "private readonly List<object> _kept = [];")]),
    };

    public static TheoryData<string> Names => [.. Variants.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_soak_notices_a_runtime_that_breaks_a_promise(string name)
    {
        (string says, Edit[] edits) = Variants[name];

        var report = (string?)await new BrokenRuntime(edits).CallAsync(typeof(ShortSoak), nameof(ShortSoak.RunAsync));

        Assert.True(report is not null, $"{name}: the soak has noticed nothing.");
        string[] told = [.. report.Split('\n').Where(static line => line.StartsWith("BROKEN", StringComparison.Ordinal))];
        output.WriteLine(string.Join('\n', told));
        Assert.True(told.Any(line => line.Contains(says, StringComparison.Ordinal)), $"{name}: the soak has noticed something else.\n{report}");
    }
}
