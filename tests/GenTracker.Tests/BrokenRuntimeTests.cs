using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using GenTracker.Breaking;
using GenTracker.Tests.Programs;
using Xunit;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace GenTracker.Tests;

/// <summary>What is about threads and contexts, and what random programs find: a runtime that breaks a promise is noticed.</summary>
public sealed class BrokenRuntimeTests(ITestOutputHelper output)
{
    private const int Programs = 2_000;
    private const int ShortProgram = 5;

    private static readonly Edit ContextFlows = new(
        "PoolDispatcher.QueueToPool",
        "ThreadPool.UnsafeQueueUserWorkItem(work, preferLocal: false)",
        "ThreadPool.QueueUserWorkItem(static work => work.Execute(), work, preferLocal: false)");

    private static readonly Dictionary<string, (Type Tests, string Test, object?[] Arguments, Edit[] Edits)> ByExample = new()
    {
        ["6: a key's start waits for the one before it"] =
            (typeof(OpeningTests), nameof(OpeningTests.A_slow_start_stop_or_end_of_one_key_delays_no_other_key), [],
        [
            new("ChildActivator.StartAsync", "if (spec.NeedsScope)",
                "GenTracker.Dispatching.SingleWaiterEvent done = new(settings.Dispatcher); if (Interlocked.Exchange(ref settings.LastStart, done) is { } "
                    + "before) await before; if (spec.NeedsScope)"),
            new("ChildActivator.StartAsync", "public static Task", "public static async Task"),
            new("ChildActivator.StartAsync",
                "return openable.StartAsync(token) ?? throw new InvalidOperationException(\"StartAsync returned null instead of a task.\");",
                "await openable.StartAsync(token); done.Set();"),
            new("TrackerSettings.Name", "public string Name { get; }", "public string Name { get; }", Adds: "public SingleWaiterEvent? LastStart;"),
        ]),
        ["8: a key that was taken while the tracker began to close is missed"] =
            (typeof(KeyRaceTests), nameof(KeyRaceTests.An_adoption_that_meets_a_closing_is_told_to_stop_and_is_never_found), [],
            [new("Supervisor.StopIfClosing", "if (State.IsClosing)", "if (false)")]),
        ["14: the pool is given the caller's context"] =
            (typeof(ContextTests), nameof(ContextTests.A_child_s_code_sees_nothing_of_those_who_open_and_stop_it), [false], [ContextFlows]),
        ["15: an exception that a logger cannot print costs its line"] =
            (typeof(LogQueueTests), nameof(LogQueueTests.An_entry_of_an_exception_that_the_logger_cannot_print_is_written_again_with_its_text), [],
            [new("LogQueue.Write", "TryWrite(entry, new PrintedException(exception));", "")]),
    };

    private static readonly Dictionary<string, Edit[]> ByProgram = new()
    {
        ["1: a disposal is forgotten"] =
            [new("ChildLifecycle.StartDisposal", "!_current.NeedsDisposal", "!_current.NeedsDisposal || Key is not null")],
        ["2: an opener of an ending key forgets the others"] =
            [new("ChildLifecycle.JoinNext", "next = _next ?? new", "next = new")],
        ["2: a superseded caller is not told"] =
            [new("ChildLifecycle.TryReplace", "next.Replacement?.Fail(new ChildSupersededException(TrackerName, Key));", "")],
        ["2: an opener whose start is replaced is told of a stop"] =
            [new("ChildLifecycle.CreateOpenFailure", ": isSuperseded &&", ": false && isSuperseded &&")],
        ["2: a takeover that was withdrawn takes the key"] =
            [new("Takeover.TryWithdraw", "if (!TryDecide()) return false;", "_end.TrySetCanceled(cancellationToken); return true;")],
        ["4: the completion comes without the seal"] =
            [new("ChildLifecycle.Seal", "child.Seal();", "")],
        ["5: what survives is taken from a start that failed too"] =
            [new("ChildLifecycle.OnStartFailed", "if (incarnation.Child is { } child)", "HasRun = true; if (incarnation.Child is { } child)")],
        ["7: a caller that cancels its wait stops the start"] =
            [new(
                "ChildLifecycle.JoinFirst",
                "AssignFirstNumber();",
                "AssignFirstNumber(); cancellationToken.UnsafeRegister(_ => TryStop(ExitReason.Stopped, CancellationToken.None, out Task<bool>? _), null);")],
        ["8: code that ignores its token is never abandoned"] =
            [new("OperationTimeout.Execute", "operation.Abandon();", "")],
        ["10: one restart too many"] =
            [new("RestartIntensity.TryCount", ">= maxRestarts", "> maxRestarts")],
        ["10: the delay is a second short"] =
            [new("RestartIntensity.NextDelay", "Math.Max(1, delay)", "Math.Max(1, delay - 10_000_000)")],
        ["12: a stop during a start is overlooked"] =
            [new("ChildLifecycle.TryPublish", "isStopped = StopReason is not null;", "isStopped = StopReason is not null && isAdoption;")],
        ["17: a child that ends is still found by its value"] =
            [new("ChildLifecycle.SetVisible", "_supervisor.Observer?.SetShown(_current.Child!, isShown: false);", "")],
        ["17: a child that has ended keeps its unique value"] =
            [new("ChildLifecycle.Seal", "_supervisor.Observer?.Release(child);", "")],
        ["settling: the last key that is freed does not say so"] =
            [new("TrackerState.Free", "CompleteIfSettled();", "")],
    };

    private static readonly Variants Runtimes =
        BrokenRuntime.VariantsOf([.. ByExample.Values.Select(static variant => variant.Edits), .. ByProgram.Values]);

    public static TheoryData<string> Examples => [.. ByExample.Keys];

    public static TheoryData<string> Searches => [.. ByProgram.Keys];

    [Fact]
    public async Task The_same_runtime_with_nothing_broken_fails_no_program() =>
        Assert.Null(await new BrokenRuntime(Runtimes).CallAsync(typeof(ProgramSearch), nameof(ProgramSearch.Find), 1, Programs / 10));

    [Theory]
    [MemberData(nameof(Examples))]
    public async Task A_broken_runtime_fails_the_test_of_its_promise(string name)
    {
        (Type tests, string test, object?[] arguments, Edit[] edits) = ByExample[name];
        var runtime = new BrokenRuntime(Runtimes, edits);

        Exception? failure = await Record.ExceptionAsync(() => runtime.CallAsync(tests, test, arguments));

        output.WriteLine($"{name} | {test} | {failure?.Message}");
        Assert.True(failure is XunitException or InvalidOperationException, $"{name}: {test} says {failure?.ToString() ?? "nothing"}.");
    }

    [Theory]
    [MemberData(nameof(Searches))]
    public async Task A_broken_runtime_fails_a_program_and_the_program_is_shrunk_to_a_few_commands(string name)
    {
        var runtime = new BrokenRuntime(Runtimes, ByProgram[name]);

        var failure = ((int Length, string Report)?)await runtime.CallAsync(typeof(ProgramSearch), nameof(ProgramSearch.Find), 1, Programs);

        output.WriteLine($"{name}\n{failure?.Report}");
        Assert.True(failure is not null, $"{name}: no program of {Programs} has failed.");
        Assert.True(failure.Value.Length <= ShortProgram, $"{name}: the program is not short.\n{failure.Value.Report}");
    }
}
