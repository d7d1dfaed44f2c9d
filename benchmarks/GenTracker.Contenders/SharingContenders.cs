using System;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Contenders.ByHand;
using GenTracker.Contenders.Tracked;

namespace GenTracker.Contenders;

/// <summary>
/// Two threads that count on counters of their own, which may yet lie in one line of the cache: two attributes of one child, and one attribute each of two
/// children that were opened one after the other. Against fields that lie so.
/// </summary>
public sealed class SharingContenders : IAsyncDisposable
{
    private readonly GaugesTracker _tracker = new();
    private readonly Fields _fields;
    private readonly Fields _otherFields;
    private Gauges _gauges = null!;
    private Gauges _otherGauges = null!;

    private SharingContenders()
    {
        _fields = new Fields();
        _otherFields = new Fields();
    }

    public static async Task<SharingContenders> MakeAsync()
    {
        var made = new SharingContenders();
        made._gauges = await made._tracker.FindOrOpenAsync("gauges").ConfigureAwait(false);
        made._otherGauges = await made._tracker.FindOrOpenAsync("other gauges").ConfigureAwait(false);
        return made;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public long Attribute(int operations)
    {
        Gauges gauges = _gauges;
        long sum = 0;
        for (int i = 0; i < operations; i++)
            sum += gauges.IncrementCounter();
        return sum;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public long OtherAttribute(int operations)
    {
        Gauges gauges = _gauges;
        long sum = 0;
        for (int i = 0; i < operations; i++)
            sum += gauges.IncrementNumber();
        return sum;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public long OtherChild(int operations)
    {
        Gauges gauges = _otherGauges;
        long sum = 0;
        for (int i = 0; i < operations; i++)
            sum += gauges.IncrementCounter();
        return sum;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public long Field(int operations)
    {
        Fields fields = _fields;
        long sum = 0;
        for (int i = 0; i < operations; i++)
            sum += Interlocked.Add(ref fields.Number, 1);
        return sum;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public long OtherField(int operations)
    {
        Fields fields = _fields;
        long sum = 0;
        for (int i = 0; i < operations; i++)
            sum += Interlocked.Add(ref fields.Level, 1);
        return sum;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public long OtherObject(int operations)
    {
        Fields fields = _otherFields;
        long sum = 0;
        for (int i = 0; i < operations; i++)
            sum += Interlocked.Add(ref fields.Number, 1);
        return sum;
    }

    public ValueTask DisposeAsync() => _tracker.DisposeAsync();
}
