using System;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Contenders.ByHand;
using GenTracker.Contenders.Tracked;

namespace GenTracker.Contenders;

/// <summary>Sets an attribute of a running child, and a field.</summary>
public sealed class SetContenders : IAsyncDisposable
{
    private static readonly string[] Titles = ["news", "sports"];
    private static readonly Guid[] Sessions = [Guid.NewGuid(), Guid.NewGuid()];

    private readonly GaugesTracker _tracker = new();
    private readonly Fields _fields = new();
    private readonly Lock _gate = new();
    private Gauges _gauges = null!;

    private SetContenders()
    {
    }

    public static async Task<SetContenders> MakeAsync()
    {
        var made = new SetContenders();
        made._gauges = await made._tracker.FindOrOpenAsync("gauges").ConfigureAwait(false);
        return made;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public long AttributeBool(int operations)
    {
        Gauges gauges = _gauges;
        for (int i = 0; i < operations; i++)
            gauges.Flag = (i & 1) != 0;
        return operations;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public long ExchangeBool(int operations)
    {
        Fields fields = _fields;
        for (int i = 0; i < operations; i++)
            Interlocked.Exchange(ref fields.Flag, (i & 1) != 0);
        return operations;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public long AttributeInt(int operations)
    {
        Gauges gauges = _gauges;
        for (int i = 0; i < operations; i++)
            gauges.Level = i;
        return operations;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public long ExchangeInt(int operations)
    {
        Fields fields = _fields;
        for (int i = 0; i < operations; i++)
            Interlocked.Exchange(ref fields.Level, i);
        return operations;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public long AttributeLong(int operations)
    {
        Gauges gauges = _gauges;
        for (int i = 0; i < operations; i++)
            gauges.Number = i;
        return operations;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public long ExchangeLong(int operations)
    {
        Fields fields = _fields;
        for (int i = 0; i < operations; i++)
            Interlocked.Exchange(ref fields.Number, i);
        return operations;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public long AttributeString(int operations)
    {
        Gauges gauges = _gauges;
        string[] titles = Titles;
        for (int i = 0; i < operations; i++)
            gauges.Title = titles[i & 1];
        return operations;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public long ExchangeString(int operations)
    {
        Fields fields = _fields;
        string[] titles = Titles;
        for (int i = 0; i < operations; i++)
            Interlocked.Exchange(ref fields.Title, titles[i & 1]);
        return operations;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public long AttributeGuid(int operations)
    {
        Gauges gauges = _gauges;
        Guid[] sessions = Sessions;
        for (int i = 0; i < operations; i++)
            gauges.Session = sessions[i & 1];
        return operations;
    }

    /// <summary>There is no atomic exchange of 16 bytes, so hand-written code takes a lock.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public long LockedGuid(int operations)
    {
        Fields fields = _fields;
        Guid[] sessions = Sessions;
        for (int i = 0; i < operations; i++)
        {
            lock (_gate)
                fields.Session = sessions[i & 1];
        }

        return operations;
    }

    public ValueTask DisposeAsync() => _tracker.DisposeAsync();
}
