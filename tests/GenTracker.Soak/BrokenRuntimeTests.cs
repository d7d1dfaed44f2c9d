using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using GenTracker.Breaking;
using Xunit;
using Xunit.Abstractions;

namespace GenTracker.Soak;

/// <summary>The soak's checks can fail: it notices a runtime that breaks a promise.</summary>
public class BrokenRuntimeTests(ITestOutputHelper output)
{
    private static readonly Dictionary<string, (string Says, Edit[] Edits)> Variants = new()
    {
        ["1: a child's disposal is not waited for"] = ("not over",
            [new("Life.Story.cs", "        IsAdopted || !_current.NeedsDisposal ? Conclude() :", "        IsAdopted || !_current.NeedsDisposal || Forget(_current) ? Conclude() :"),
             new("Life.Story.cs", "    private bool Disposed(Phase disposal)", "    private static bool Forget(Incarnation<TChild> ended)\n    {\n        _ = Task.Run(() => ended.DisposeAsync(_ => { }));\n        return true;\n    }\n\n    private bool Disposed(Phase disposal)")]),
        ["3: a child is found before it has run its start"] = ("a child that is starting is found",
            [new("ChildStart.cs", "        incarnation.Child = child;\n", "        incarnation.Child = child;\n        ((Life<TKey, TChild>)life).Show(child);\n")]),
        ["4: the last words do not wait for the run"] = ("AfterTerminateAsync was called while the run goes on",
            [new("Phase.cs", "            if (!task.IsCompleted)", "            if (!task.IsCompleted && Kind != ActivityKind.Running)"),
             new("Phase.cs", "        if (task.IsCompletedSuccessfully)", "        if (!task.IsCompleted || task.IsCompletedSuccessfully)")]),
        ["4: the attributes are not sealed"] = ("takes counts",
            [new("Life.Story.cs", "        child.Seal();\n        child.Link.Complete(end);", "        child.Link.Complete(end);")]),
        ["5: what survives a restart is dropped"] = ("what survives restarts was counted",
            [new("ChildStart.cs", "            child.Inherit(previous);\n", "            _ = previous;\n")]),
        ["10: one restart too many"] = ("incarnations, the last exit is",
            [new("RestartTally.cs", ">= maxRestarts", "> maxRestarts")]),
        ["14: the pool is given the caller's context"] = ("a child's code runs in the context of",
            [new("PoolDispatcher.cs", "ThreadPool.UnsafeQueueUserWorkItem(work, preferLocal: false)", "ThreadPool.QueueUserWorkItem(static work => work.Execute(), work, preferLocal: false)")]),
        ["watching: a beginning is told twice"] = ("while another child of the key runs",
            [new("Journal.cs", "            _running++;\n", "            _running++;\n            Tell(new ChildEvent<TKey, TChild> { Kind = ChildEventKind.Started, Key = life.Key, Child = child });\n")]),
        ["a timer is left behind"] = ("the end of the last timer",
            [new("Phase.cs", "            Volatile.Read(ref _deadline)?.Dispose();\n            ForgetWaits();\n            return true;", "            return true;")]),
        ["children that have ended are kept in memory"] = ("the last ended child leaving the memory",
            [new("Journal.cs", "    private int _running;\n", "    private int _running;\n    private readonly List<object> _kept = [];\n"),
             new("Journal.cs", "            life.IsAnnounced = false;\n", "            life.IsAnnounced = false;\n            _kept.Add(child);\n")]),
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
