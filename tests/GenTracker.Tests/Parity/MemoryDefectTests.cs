using System;
using System.Collections.Generic;
using GenTracker.Tests.Support;
using Xunit;

namespace GenTracker.Tests.Parity;

/// <summary>What a child takes. It looks at the whole heap, so nothing else runs meanwhile.</summary>
[Collection(nameof(MemoryDefectTests))]
[CollectionDefinition(nameof(MemoryDefectTests), DisableParallelization = true)]
public sealed class MemoryDefectTests
{
    private const int Children = 10_000;

    /// <summary>
    /// Original: 4,550 bytes for each child with its proxy, and 880 for ten small attributes. Here: less than half of it, the user's own object and
    /// key included; and nothing is left when they have ended.
    /// </summary>
    [Fact]
    public void D24_A_child_with_ten_attributes_takes_less_than_half_of_the_originals()
    {
        const long HalfOfTheOriginals = (4550 + 880) / 2;
        var world = new World();
        var items = new ItemTracker(world.Options);
        Effort.Fill(world, items, 1);

        long before = GC.GetTotalMemory(forceFullCollection: true);
        List<Item> all = Effort.Fill(world, items, Children);
        long each = (GC.GetTotalMemory(forceFullCollection: true) - before) / Children;
        GC.KeepAlive(all);
        all.Clear();
        world.Finish(items.CloseAsync());
        long left = (GC.GetTotalMemory(forceFullCollection: true) - before) / Children;

        GC.KeepAlive(items);
        Assert.True(each < HalfOfTheOriginals, $"{each} bytes are held for each child.");
        Assert.True(left < HalfOfTheOriginals / 10, $"{left} bytes are still held for each child that has ended.");
    }
}
