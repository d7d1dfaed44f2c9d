using System;
using System.Collections.Generic;
using GenTracker.Tests.Support;

namespace GenTracker.Tests.Parity;

/// <summary>What some work took, counted and not timed: operations on keys, steps of the dispatcher, bytes allocated.</summary>
internal readonly record struct Effort(long KeyOperations, int Steps, long Bytes)
{
    /// <summary>Does the work, and whatever it sets going, on this thread.</summary>
    public static Effort Of(World world, Action work)
    {
        long keyOperations = CountedKey.Operations;
        long bytes = GC.GetAllocatedBytesForCurrentThread();
        int steps = 0;
        work();
        while (world.Dispatcher.RunOne())
            steps++;
        return new Effort(CountedKey.Operations - keyOperations, steps, GC.GetAllocatedBytesForCurrentThread() - bytes);
    }

    /// <summary>Opens that many items.</summary>
    public static List<Item> Fill(World world, ItemTracker items, int count)
    {
        var all = new List<Item>(count);
        for (int number = 0; number < count; number++)
            all.Add(world.Result(items.FindOrOpenAsync(new CountedKey(number))));
        return all;
    }
}
