using System;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Contenders.ByHand;
using GenTracker.Contenders.Tracked;

namespace GenTracker.Contenders;

/// <summary>Increments an attribute of a running child, and a field.</summary>
public sealed class CountContenders : IAsyncDisposable
{
    private readonly GaugesTracker _tracker;
    private readonly Gauges _gauges;
    private readonly Fields _fields;

    private CountContenders(GaugesTracker tracker, Gauges gauges, Fields fields)
    {
        _tracker = tracker;
        _gauges = gauges;
        _fields = fields;
    }

    public static async Task<CountContenders> MakeAsync() => (await MakePairAsync().ConfigureAwait(false)).One;

    /// <summary>Creates two instances whose children and fields are allocated one after the other. Disposing one disposes both.</summary>
    public static async Task<(CountContenders One, CountContenders Next)> MakePairAsync()
    {
        var tracker = new GaugesTracker();
        Fields fields = new();
        Fields nextFields = new();
        Gauges gauges = await tracker.FindOrOpenAsync("gauges").ConfigureAwait(false);
        Gauges nextGauges = await tracker.FindOrOpenAsync("next gauges").ConfigureAwait(false);
        return (new(tracker, gauges, fields), new(tracker, nextGauges, nextFields));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public long Counter(int operations)
    {
        Gauges gauges = _gauges;
        long sum = 0;
        for (int i = 0; i < operations; i++)
            sum += gauges.IncrementCounter();
        return sum;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public long Striped(int operations)
    {
        Gauges gauges = _gauges;
        for (int i = 0; i < operations; i++)
            gauges.IncrementStriped();
        return operations;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public long SettableLong(int operations)
    {
        Gauges gauges = _gauges;
        long sum = 0;
        for (int i = 0; i < operations; i++)
            sum += gauges.IncrementNumber();
        return sum;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public long SettableInt(int operations)
    {
        Gauges gauges = _gauges;
        long sum = 0;
        for (int i = 0; i < operations; i++)
            sum += gauges.IncrementLevel();
        return sum;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public long PrivateInt(int operations)
    {
        Gauges gauges = _gauges;
        long sum = 0;
        for (int i = 0; i < operations; i++)
            sum += gauges.CountViewer();
        return sum;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public long InterlockedLong(int operations)
    {
        Fields fields = _fields;
        long sum = 0;
        for (int i = 0; i < operations; i++)
            sum += Interlocked.Add(ref fields.Number, 1);
        return sum;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public long InterlockedInt(int operations)
    {
        Fields fields = _fields;
        long sum = 0;
        for (int i = 0; i < operations; i++)
            sum += Interlocked.Add(ref fields.Level, 1);
        return sum;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public long Lease(int operations)
    {
        Gauges gauges = _gauges;
        for (int i = 0; i < operations; i++)
            gauges.AcquireCounter().Dispose();
        return operations;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public long InterlockedTwice(int operations)
    {
        Fields fields = _fields;
        long sum = 0;
        for (int i = 0; i < operations; i++)
        {
            sum += Interlocked.Add(ref fields.Number, 1);
            sum += Interlocked.Add(ref fields.Number, -1);
        }

        return sum;
    }

    public ValueTask DisposeAsync() => _tracker.DisposeAsync();
}
