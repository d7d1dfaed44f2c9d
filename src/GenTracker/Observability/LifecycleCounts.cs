using System;
using System.Runtime.InteropServices;
using GenTracker.Table;

namespace GenTracker.Observability;

/// <summary>
/// Counts what happens to the children of a tracker, for those who ask later. All members are thread-safe. Nothing is decided by these numbers, so the
/// atomic operations are those of the platform, which the explorer does not interrupt.
/// </summary>
/// <remarks>
/// What happens to a child is counted in the stripe of its key. Each stripe only rises, so their sum only rises too, though they are read one after
/// the other, and it is exact when nothing happens meanwhile.
/// </remarks>
internal sealed class LifecycleCounts
{
    private readonly Stripe[] _stripes = new Stripe[LockStripes.Count];

    // Seldom enough for one variable each.
    private long _abandoned;
    private long _restartLimits;

    // Ticks in UTC; 0 if it has not happened.
    private long _lastAbandoned;
    private long _lastRestartLimit;

    /// <param name="hash">The hash of the key.</param>
    public void OnStarted(uint hash) => System.Threading.Interlocked.Increment(ref StripeOf(hash).Starts);

    /// <param name="hash">The hash of the key.</param>
    public void OnRestart(uint hash) => System.Threading.Interlocked.Increment(ref StripeOf(hash).Restarts);

    /// <param name="hash">The hash of the key.</param>
    /// <param name="exit">How the incarnation ended.</param>
    public void OnExit(uint hash, in ChildExit exit)
    {
        System.Threading.Interlocked.Increment(ref StripeOf(hash).Exits);
        if (exit.Reason != ExitReason.RestartLimit)
            return;
        System.Threading.Interlocked.Increment(ref _restartLimits);
        System.Threading.Interlocked.Exchange(ref _lastRestartLimit, exit.EndedAt.UtcTicks);
    }

    public void OnAbandoned(DateTimeOffset now)
    {
        System.Threading.Interlocked.Increment(ref _abandoned);
        System.Threading.Interlocked.Exchange(ref _lastAbandoned, now.UtcTicks);
    }

    public TrackerTotals ToTotals()
    {
        long starts = 0;
        long exits = 0;
        long restarts = 0;
        foreach (ref Stripe stripe in _stripes.AsSpan())
        {
            starts += System.Threading.Interlocked.Read(ref stripe.Starts);
            exits += System.Threading.Interlocked.Read(ref stripe.Exits);
            restarts += System.Threading.Interlocked.Read(ref stripe.Restarts);
        }

        return new TrackerTotals
        {
            Starts = starts,
            Exits = exits,
            Restarts = restarts,
            Abandoned = System.Threading.Interlocked.Read(ref _abandoned),
            RestartLimits = System.Threading.Interlocked.Read(ref _restartLimits),
            LastAbandonedAt = ToTime(System.Threading.Interlocked.Read(ref _lastAbandoned)),
            LastRestartLimitAt = ToTime(System.Threading.Interlocked.Read(ref _lastRestartLimit)),
        };
    }

    private ref Stripe StripeOf(uint hash) => ref _stripes[LockStripes.IndexOf(hash)];

    private static DateTimeOffset? ToTime(long ticks) => ticks == 0 ? null : new DateTimeOffset(ticks, TimeSpan.Zero);

    /// <summary>The numbers of one stripe, in the middle of 128 bytes: no other stripe is on their cache line of 64 bytes, wherever the array is.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 128)]
    private struct Stripe
    {
        [FieldOffset(64)]
        public long Starts;

        [FieldOffset(72)]
        public long Exits;

        [FieldOffset(80)]
        public long Restarts;
    }
}
