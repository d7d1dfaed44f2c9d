using System;
using System.Linq;
using System.Threading;
using Xunit;

namespace GenTracker.Slots.Tests;

/// <summary>
/// Three threads write to a slot while a fourth one seals it, in many rounds. Each writer continues until the slot refuses a write. The number of writes
/// before the seal differs from round to round.
/// </summary>
internal sealed class SealRace<TSlot, T> : IDisposable
    where TSlot : struct, ISlot<T>
{
    public const int Rounds = 300;
    private const int Writers = 3;
    private const int Looks = 200;

    // Far apart, so that the writers share only the cache line of the slot.
    private const int Spread = 16;

    private readonly Barrier _together = new(Writers + 1);
    private readonly long[] _done = new long[(Writers + 1) * Spread];
    private Holder<TSlot> _holder = new();

    /// <summary>Writes, given the number of the writer and the number of its earlier writes. False if the slot refuses.</summary>
    public required Func<Holder<TSlot>, int, long, bool> TryWrite { get; init; }

    /// <summary>Condition on the final value and the number of successful writes of each writer.</summary>
    public required Func<T, long[], bool> IsExact { get; init; }

    /// <summary>Creates the slot of a round. Default: the default slot.</summary>
    public Func<TSlot> Make { get; init; } = static () => default;

    public void Run()
    {
        Thread[] writers = [.. Enumerable.Range(1, Writers).Select(number => new Thread(() => Write(number)))];
        foreach (Thread writer in writers)
            writer.Start();

        string? failure = null;
        for (int round = 0; round < Rounds; round++)
        {
            // All rounds run, because the writers wait for each. The first failure is reported.
            string? inRound = Round(round);
            failure ??= inRound;
        }

        foreach (Thread writer in writers)
            writer.Join();

        Assert.True(failure is null, failure);
    }

    public void Dispose() => _together.Dispose();

    private string? Round(int round)
    {
        Array.Clear(_done);
        _holder = new(Make());
        _together.SignalAndWait();

        SpinWait.SpinUntil(() => Volatile.Read(ref _done[(1 + (round % Writers)) * Spread]) >= round % 50);
        _holder.Slot.Seal();
        T atTheSeal = _holder.Slot.Value;
        int changes = 0;
        for (int look = 0; look < Looks; look++)
            changes += Equals(atTheSeal, _holder.Slot.Value) ? 0 : 1;

        _together.SignalAndWait();
        long[] done = [.. Enumerable.Range(1, Writers).Select(number => _done[number * Spread])];
        T final = _holder.Slot.Value;
        return changes == 0 && Equals(atTheSeal, final) && IsExact(final, done)
            ? null
            : $"round {round}: {atTheSeal} when sealed, then {changes} changes seen, {final} in the end; writes reported as done: {string.Join(" + ", done)}";
    }

    private void Write(int number)
    {
        for (int round = 0; round < Rounds; round++)
        {
            _together.SignalAndWait();
            Holder<TSlot> holder = _holder;
            long done = 0;
            while (TryWrite(holder, number, done))
                Volatile.Write(ref _done[number * Spread], ++done);
            _together.SignalAndWait();
        }
    }
}
