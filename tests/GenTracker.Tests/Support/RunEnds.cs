using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace GenTracker.Tests.Support;

/// <summary>Ends the runs of one key's children when the test says so; until then they run, and end when they are told to stop.</summary>
internal sealed class RunEnds(World world)
{
    private readonly List<TaskCompletionSource> _runs = [];

    /// <summary>To be applied to each probe.</summary>
    public void Script(Probe probe) => probe.OnRun = RunAsync;

    /// <summary>The run of a child.</summary>
    public Task RunAsync(CancellationToken stoppingToken)
    {
        var run = new TaskCompletionSource();
        _runs.Add(run);
        stoppingToken.UnsafeRegister(static state => ((TaskCompletionSource)state!).TrySetResult(), run);
        return run.Task;
    }

    /// <summary>The latest run ends by itself.</summary>
    public void Complete() => world.Run(() => _runs[^1].SetResult());

    /// <summary>The latest run fails.</summary>
    public void Fail(Exception? cause = null) => world.Run(() => _runs[^1].SetException(cause ?? new InvalidOperationException("lost the source")));

    /// <summary>The latest run ends with a cancellation that nobody asked for.</summary>
    public void Cancel() => world.Run(() => _runs[^1].SetCanceled());
}
