using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Runtime;
using GenTracker.Slots;

namespace GenTracker.Tests.Support;

/// <summary>
/// A child whose every step a test decides and sees. Without a script it starts at once and runs until it is stopped. Written by hand as the
/// generator would, so that the runtime is tested without it.
/// </summary>
internal sealed class Probe : ITracked<string>, ITrackedChild, IAsyncDisposable
{
    private ChildLink<string> _link;
    private CounterSlot _count;
    private SeqLockSlot<string> _title = new("untitled");
    private CounterSlot _survivor;

    public string Key => _link.Key;

    public long Incarnation => _link.Incarnation;

    public Task<ChildExit> Completion => _link.Completion;

    /// <summary>What the child did and was told, in order.</summary>
    public List<string> Steps { get; } = [];

    public Func<CancellationToken, Task> OnStart { get; set; } = static _ => Task.CompletedTask;

    public Func<CancellationToken, Task> OnRun { get; set; } = RunUntilStopped;

    public Func<ChildExit, CancellationToken, Task> OnAfterTerminate { get; set; } = static (_, _) => Task.CompletedTask;

    public Func<ValueTask> OnDispose { get; set; } = static () => default;

    /// <summary>How the child ended, as its <see cref="AfterTerminateAsync"/> was told.</summary>
    public List<ChildExit> Exits { get; } = [];

    public long Count => _count.Value;

    public long Survivor => _survivor.Value;

    public string Title
    {
        get => _title.Value;
        set
        {
            if (!_title.TrySet(value))
                throw _link.CreateTerminatedException();
            _link.NotifyWrite();
        }
    }

    ref ChildLink<string> ITracked<string>.Link => ref _link;

    /// <summary>A run that ends, without an exception, when it is told to stop.</summary>
    public static async Task RunUntilStopped(CancellationToken stoppingToken)
    {
        var stopped = new TaskCompletionSource();
        using (stoppingToken.UnsafeRegister(static state => ((TaskCompletionSource)state!).TrySetResult(), stopped))
            await stopped.Task.ConfigureAwait(false);
    }

    public long IncrementCount(long delta = 1)
    {
        if (!_count.TryAdd(delta, out long value))
            throw _link.CreateTerminatedException();
        _link.NotifyWrite();
        return value;
    }

    public bool TryIncrementCount(long delta, out long value)
    {
        if (!_count.TryAdd(delta, out value))
        {
            _link.EnsureHidden();
            return false;
        }

        _link.NotifyWrite();
        return true;
    }

    public long IncrementSurvivor(long delta = 1)
    {
        if (!_survivor.TryAdd(delta, out long value))
            throw _link.CreateTerminatedException();
        _link.NotifyWrite();
        return value;
    }

    public bool TryRetire() => _link.TryRetire();

    public bool TryRetireAtCount(long value) => _link.TryRetire(ref _count, value);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        Steps.Add("start");
        await OnStart(cancellationToken).ConfigureAwait(false);
        Steps.Add("started");
    }

    public async Task RunAsync(CancellationToken stoppingToken)
    {
        Steps.Add("run");
        try
        {
            await OnRun(stoppingToken).ConfigureAwait(false);
        }
        finally
        {
            Steps.Add("ran");
        }
    }

    public async Task AfterTerminateAsync(ChildExit exit, CancellationToken cancellationToken)
    {
        Steps.Add("after " + exit.Reason);
        Exits.Add(exit);
        await OnAfterTerminate(exit, cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        Steps.Add("dispose");
        await OnDispose().ConfigureAwait(false);
    }

    void ITracked<string>.Seal()
    {
        _count.Seal();
        _title.Seal();
        _survivor.Seal();
    }

    void ITracked<string>.Inherit(ITracked<string> previous) => _survivor.Restore(((Probe)previous).Survivor);
}
