using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Xunit;

namespace GenTracker.Slots.Tests;

public sealed class TornReadTests
{
    private const int Writes = 200_000;

    [Fact]
    public async Task A_guid_is_never_read_torn() => await Race(Guid.Empty, Guid.AllBitsSet);

    [Fact]
    public async Task A_decimal_is_never_read_torn() => await Race(0m, decimal.MinValue);

    [Fact]
    public async Task A_time_with_its_offset_is_never_read_torn() =>
        await Race(new DateTimeOffset(1, 1, 2, 0, 0, 0, TimeSpan.FromHours(1)), DateTimeOffset.MaxValue);

    [Fact]
    public async Task A_nullable_is_never_read_torn() => await Race<long?>(null, -1);

    [Fact]
    public async Task A_struct_of_32_bytes_is_never_read_torn() => await Race(Wide.FromSeed(0), Wide.FromSeed(-1));

    [Fact]
    public async Task A_struct_with_references_is_never_read_torn() => await Race(Route.Near, Route.Far);

    // Two writers alternate between two values that differ in every byte. Any other value that is read is torn.
    private static async Task Race<T>(T first, T second)
    {
        Holder<SeqLockSlot<T>> holder = new(new(first));
        EqualityComparer<T> comparer = EqualityComparer<T>.Default;
        using Barrier together = new(4);
        int writing = 2;
        Task[] writers = [.. Enumerable.Range(0, 2).Select(_ => Long(Write))];
        Task<string?>[] readers = [.. Enumerable.Range(0, 2).Select(_ => Long(Read))];

        await Task.WhenAll(writers);
        foreach (string? torn in await Task.WhenAll(readers))
            Assert.True(torn is null, $"neither {first} nor {second} was read, but {torn}");

        string? Write()
        {
            together.SignalAndWait();
            for (int write = 0; write < Writes; write++)
                holder.Slot.TrySet(write % 2 == 0 ? second : first);
            Interlocked.Decrement(ref writing);
            return null;
        }

        string? Read()
        {
            together.SignalAndWait();
            string? torn = null;
            while (Volatile.Read(ref writing) > 0)
            {
                T value = holder.Slot.Value;
                if (!comparer.Equals(value, first) && !comparer.Equals(value, second))
                    torn ??= $"{value}";
            }

            return torn;
        }
    }

    private static Task<string?> Long(Func<string?> body) =>
        Task.Factory.StartNew(body, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
}
