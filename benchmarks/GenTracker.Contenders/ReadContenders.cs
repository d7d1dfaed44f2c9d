using System;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Contenders.ByHand;
using GenTracker.Contenders.Tracked;

namespace GenTracker.Contenders;

/// <summary>
/// Reads an attribute of a running child, and a field. Each iteration makes eight reads, because a read costs less than an iteration. The
/// results are added up one after the other, so that the compiler cannot remove a read.
/// </summary>
public sealed class ReadContenders : IAsyncDisposable
{
    private readonly GaugesTracker _tracker = new();
    private readonly Fields _fields = new() { Number = 1, Level = 1, Flag = true, Session = Guid.NewGuid() };
    private readonly Lock _gate = new();
    private Gauges _gauges = null!;

    private ReadContenders()
    {
    }

    public static async Task<ReadContenders> MakeAsync()
    {
        var made = new ReadContenders();
        made._gauges = await made._tracker.FindOrOpenAsync("gauges").ConfigureAwait(false);
        made._gauges.IncrementCounter();
        made._gauges.IncrementStriped();
        made._gauges.Number = 1;
        made._gauges.Level = 1;
        made._gauges.Flag = true;
        made._gauges.Session = made._fields.Session;
        return made;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public long Counter(int operations)
    {
        Gauges gauges = _gauges;
        long sum = 0;
        for (int i = 0; i < operations; i += 8)
        {
            sum += gauges.Counter;
            sum += gauges.Counter;
            sum += gauges.Counter;
            sum += gauges.Counter;
            sum += gauges.Counter;
            sum += gauges.Counter;
            sum += gauges.Counter;
            sum += gauges.Counter;
        }

        return sum;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public long AttributeLong(int operations)
    {
        Gauges gauges = _gauges;
        long sum = 0;
        for (int i = 0; i < operations; i += 8)
        {
            sum += gauges.Number;
            sum += gauges.Number;
            sum += gauges.Number;
            sum += gauges.Number;
            sum += gauges.Number;
            sum += gauges.Number;
            sum += gauges.Number;
            sum += gauges.Number;
        }

        return sum;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public long VolatileLong(int operations)
    {
        Fields fields = _fields;
        long sum = 0;
        for (int i = 0; i < operations; i += 8)
        {
            sum += Volatile.Read(ref fields.Number);
            sum += Volatile.Read(ref fields.Number);
            sum += Volatile.Read(ref fields.Number);
            sum += Volatile.Read(ref fields.Number);
            sum += Volatile.Read(ref fields.Number);
            sum += Volatile.Read(ref fields.Number);
            sum += Volatile.Read(ref fields.Number);
            sum += Volatile.Read(ref fields.Number);
        }

        return sum;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public long AttributeInt(int operations)
    {
        Gauges gauges = _gauges;
        long sum = 0;
        for (int i = 0; i < operations; i += 8)
        {
            sum += gauges.Level;
            sum += gauges.Level;
            sum += gauges.Level;
            sum += gauges.Level;
            sum += gauges.Level;
            sum += gauges.Level;
            sum += gauges.Level;
            sum += gauges.Level;
        }

        return sum;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public long VolatileInt(int operations)
    {
        Fields fields = _fields;
        long sum = 0;
        for (int i = 0; i < operations; i += 8)
        {
            sum += Volatile.Read(ref fields.Level);
            sum += Volatile.Read(ref fields.Level);
            sum += Volatile.Read(ref fields.Level);
            sum += Volatile.Read(ref fields.Level);
            sum += Volatile.Read(ref fields.Level);
            sum += Volatile.Read(ref fields.Level);
            sum += Volatile.Read(ref fields.Level);
            sum += Volatile.Read(ref fields.Level);
        }

        return sum;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public long AttributeBool(int operations)
    {
        Gauges gauges = _gauges;
        long sum = 0;
        for (int i = 0; i < operations; i += 8)
        {
            sum += gauges.Flag ? 1 : 0;
            sum += gauges.Flag ? 1 : 0;
            sum += gauges.Flag ? 1 : 0;
            sum += gauges.Flag ? 1 : 0;
            sum += gauges.Flag ? 1 : 0;
            sum += gauges.Flag ? 1 : 0;
            sum += gauges.Flag ? 1 : 0;
            sum += gauges.Flag ? 1 : 0;
        }

        return sum;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public long VolatileBool(int operations)
    {
        Fields fields = _fields;
        long sum = 0;
        for (int i = 0; i < operations; i += 8)
        {
            sum += Volatile.Read(ref fields.Flag) ? 1 : 0;
            sum += Volatile.Read(ref fields.Flag) ? 1 : 0;
            sum += Volatile.Read(ref fields.Flag) ? 1 : 0;
            sum += Volatile.Read(ref fields.Flag) ? 1 : 0;
            sum += Volatile.Read(ref fields.Flag) ? 1 : 0;
            sum += Volatile.Read(ref fields.Flag) ? 1 : 0;
            sum += Volatile.Read(ref fields.Flag) ? 1 : 0;
            sum += Volatile.Read(ref fields.Flag) ? 1 : 0;
        }

        return sum;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public long AttributeString(int operations)
    {
        Gauges gauges = _gauges;
        long sum = 0;
        for (int i = 0; i < operations; i += 8)
        {
            sum += gauges.Title.Length;
            sum += gauges.Title.Length;
            sum += gauges.Title.Length;
            sum += gauges.Title.Length;
            sum += gauges.Title.Length;
            sum += gauges.Title.Length;
            sum += gauges.Title.Length;
            sum += gauges.Title.Length;
        }

        return sum;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public long VolatileString(int operations)
    {
        Fields fields = _fields;
        long sum = 0;
        for (int i = 0; i < operations; i += 8)
        {
            sum += Volatile.Read(ref fields.Title).Length;
            sum += Volatile.Read(ref fields.Title).Length;
            sum += Volatile.Read(ref fields.Title).Length;
            sum += Volatile.Read(ref fields.Title).Length;
            sum += Volatile.Read(ref fields.Title).Length;
            sum += Volatile.Read(ref fields.Title).Length;
            sum += Volatile.Read(ref fields.Title).Length;
            sum += Volatile.Read(ref fields.Title).Length;
        }

        return sum;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public long AttributeGuid(int operations)
    {
        Gauges gauges = _gauges;
        long sum = 0;
        for (int i = 0; i < operations; i += 8)
        {
            sum += Fold(gauges.Session);
            sum += Fold(gauges.Session);
            sum += Fold(gauges.Session);
            sum += Fold(gauges.Session);
            sum += Fold(gauges.Session);
            sum += Fold(gauges.Session);
            sum += Fold(gauges.Session);
            sum += Fold(gauges.Session);
        }

        return sum;
    }

    /// <summary>No volatile read has 16 bytes. These two reads may be torn and are the lower limit.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public long TornGuid(int operations)
    {
        Fields fields = _fields;
        long sum = 0;
        for (int i = 0; i < operations; i += 8)
        {
            sum += FoldTorn(ref fields.Session);
            sum += FoldTorn(ref fields.Session);
            sum += FoldTorn(ref fields.Session);
            sum += FoldTorn(ref fields.Session);
            sum += FoldTorn(ref fields.Session);
            sum += FoldTorn(ref fields.Session);
            sum += FoldTorn(ref fields.Session);
            sum += FoldTorn(ref fields.Session);
        }

        return sum;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public long Striped(int operations)
    {
        Gauges gauges = _gauges;
        long sum = 0;
        for (int i = 0; i < operations; i += 8)
        {
            sum += gauges.Striped;
            sum += gauges.Striped;
            sum += gauges.Striped;
            sum += gauges.Striped;
            sum += gauges.Striped;
            sum += gauges.Striped;
            sum += gauges.Striped;
            sum += gauges.Striped;
        }

        return sum;
    }

    /// <summary>By hand, never torn: with a lock.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public long LockedGuid(int operations)
    {
        Fields fields = _fields;
        long sum = 0;
        for (int i = 0; i < operations; i++)
        {
            Guid session;
            lock (_gate)
                session = fields.Session;
            sum += Fold(session);
        }

        return sum;
    }

    public ValueTask DisposeAsync() => _tracker.DisposeAsync();

    private static long Fold(Guid session)
    {
        ref long half = ref Unsafe.As<Guid, long>(ref session);
        return half ^ Unsafe.Add(ref half, 1);
    }

    private static long FoldTorn(ref Guid session)
    {
        ref long half = ref Unsafe.As<Guid, long>(ref session);
        return Volatile.Read(ref half) ^ Volatile.Read(ref Unsafe.Add(ref half, 1));
    }
}
