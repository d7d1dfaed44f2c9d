using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Table;
using Xunit;

namespace GenTracker.Tests.Table;

/// <summary>Finds in a table that grows, shrinks and is written by other threads.</summary>
public sealed class ChildTableTests
{
    [Fact]
    public void A_value_is_found_by_its_key()
    {
        ChildTable<string, Item<string>, string> table = Strings();
        var item = new Item<string>("tv1", 1);

        bool added = table.TryAdd(item.Key, item);
        table.TryGet("tv1", out Item<string>? byKey);

        Assert.True(added);
        Assert.Same(item, byKey);
        Assert.False(table.TryGet("tv2", out _));
    }

    [Fact]
    public void A_visible_object_is_found_by_its_key_and_by_the_characters_of_its_key()
    {
        ChildTable<string, Item<string>, string> table = Strings();
        var item = new Item<string>("tv1", 1);
        table.TryAdd("tv1", item);
        Assert.Null(table.Find("tv1"));

        table.SetVisible("tv1", item, "shown");

        Assert.Equal("shown", table.Find("tv1"));
        Assert.Equal("shown", table.Find("/tv1".AsSpan(1)));
        Assert.Equal(["shown"], table.Visible);
        Assert.Null(table.Find("tv2"));
        Assert.Null(table.Find("tv2".AsSpan()));
    }

    [Fact]
    public void A_hidden_or_removed_object_is_not_found()
    {
        ChildTable<string, Item<string>, string> table = Strings();
        var hides = new Item<string>("hides", 1);
        var goes = new Item<string>("goes", 2);
        table.TryAdd("hides", hides);
        table.TryAdd("goes", goes);
        table.SetVisible("hides", hides, "hidden");
        table.SetVisible("goes", goes, "gone");

        table.SetVisible("hides", hides, null);
        table.TryRemove("goes", goes);

        Assert.Null(table.Find("hides"));
        Assert.Null(table.Find("goes"));
        Assert.Empty(table.Visible);
        Assert.Same(hides, Assert.Single(table.Values));
    }

    [Fact]
    public void Only_the_value_of_a_key_makes_an_object_visible()
    {
        ChildTable<string, Item<string>, string> table = Strings();
        table.TryAdd("tv1", new Item<string>("tv1", 1));

        table.SetVisible("tv1", new Item<string>("tv1", 1), "shown");

        Assert.Null(table.Find("tv1"));
    }

    [Fact]
    public void A_key_is_in_the_table_only_once()
    {
        ChildTable<string, Item<string>, string> table = Strings();
        var first = new Item<string>("tv1", 1);
        table.TryAdd(first.Key, first);

        bool addedAgain = table.TryAdd("tv1", new Item<string>("tv1", 2));

        Assert.False(addedAgain);
        Assert.Same(first, Assert.Single(table.Values));
    }

    [Fact]
    public void Only_the_present_value_is_replaced_or_removed()
    {
        ChildTable<string, Item<string>, string> table = Strings();
        var first = new Item<string>("tv1", 1);
        var second = new Item<string>("tv1", 2);
        table.TryAdd(first.Key, first);

        Assert.False(table.TryRemove("tv1", second));
        Assert.True(table.TryReplace("tv1", second, first));
        Assert.False(table.TryReplace("tv1", first, first));
        Assert.False(table.TryRemove("tv1", first));
        Assert.True(table.TryGet("tv1", out Item<string>? found));
        Assert.Same(second, found);
        Assert.True(table.TryRemove("tv1", second));
        Assert.False(table.TryGet("tv1", out _));
    }

    [Theory]
    [InlineData("Straße", "STRASSE", false)]
    [InlineData("Kanal-Ä", "kanal-ä", true)]
    [InlineData("tv1", "TV1", true)]
    [InlineData("tv1", "tv2", false)]
    public void Keys_without_regard_to_case_are_found_as_the_platform_compares_them(string there, string asked, bool found)
    {
        ChildTable<string, Item<string>, string> table = ChildTables.Create<string, Item<string>, string>(StringComparer.OrdinalIgnoreCase);
        var item = new Item<string>(there, 1);
        table.TryAdd(there, item);
        table.SetVisible(there, item, "shown");

        Assert.Equal(found, table.TryGet(asked, out _));
        Assert.Equal(found, table.Find(asked) is not null);
        Assert.Equal(found, table.Find(asked.AsSpan()) is not null);
    }

    [Fact]
    public void Keys_of_every_length_differ()
    {
        ChildTable<string, Item<string>, string> table = Strings();
        string[] keys = [.. Enumerable.Range(0, 70).Select(length => new string('x', length))];

        Assert.All(keys, key => Assert.True(table.TryAdd(key, new Item<string>(key, key.Length))));

        Assert.All(keys, key => Assert.True(table.TryGet(key, out Item<string>? found) && found.Number == key.Length));
    }

    [Fact]
    public void Each_character_of_a_key_counts()
    {
        ChildTable<string, Item<string>, string> table = Strings();
        string[] keys = [.. Enumerable.Range(0, 40).Select(at => new string('x', at) + "y" + new string('x', 39 - at))];

        Assert.All(keys, key => Assert.True(table.TryAdd(key, new Item<string>(key, 0))));
        Assert.Equal(keys.Length, keys.Select(key => KeyHash.Compute(key)).Distinct().Count());
    }

    [Fact]
    public void Values_are_keys_without_being_boxed()
    {
        ChildTable<Guid, Item<Guid>, string> table = ChildTables.Create<Guid, Item<Guid>, string>(null);
        var item = new Item<Guid>(Guid.NewGuid(), 1);
        table.TryAdd(item.Key, item);
        Assert.True(table.TryGet(item.Key, out _));

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
            table.TryGet(item.Key, out _);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Keys_that_are_no_strings_cannot_be_found_by_characters()
    {
        ChildTable<Guid, Item<Guid>, string> table = ChildTables.Create<Guid, Item<Guid>, string>(null);

        var refused = Assert.Throws<InvalidOperationException>(() => table.Find("x".AsSpan()));

        Assert.Equal("Keys of type System.Guid cannot be found by characters.", refused.Message);
    }

    [Fact]
    public void An_unsupported_comparer_is_refused_with_the_list_of_supported_ones()
    {
        var refused = Assert.Throws<ArgumentException>("comparer", () => ChildTables.Create<string, Item<string>, string>(StringComparer.InvariantCulture));

        Assert.StartsWith(
            "Keys compare by their own equality or, if they are strings, by StringComparer.Ordinal or StringComparer.OrdinalIgnoreCase.",
            refused.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Everything_is_found_at_every_step_of_growing_and_shrinking()
    {
        ChildTable<string, Item<string>, string> table = Strings();
        var model = new Dictionary<string, Item<string>>();
        var random = new Random(7);

        for (var step = 0; step < 60_000; step++)
        {
            // The table fills and then nearly empties, three times.
            bool fills = step / 10_000 % 2 == 0;
            var key = random.Next(8_000).ToString(CultureInfo.InvariantCulture);
            if (random.Next(10) < (fills ? 8 : 1))
            {
                var item = new Item<string>(key, step);
                Assert.Equal(model.TryAdd(key, item), table.TryAdd(item.Key, item));
                table.SetVisible(key, item, item.Visible);
            }
            else if (model.Remove(key, out Item<string>? gone))
            {
                Assert.True(table.TryRemove(key, gone), $"Step {step}: {key} was not removed.");
            }

            var asked = random.Next(8_000).ToString(CultureInfo.InvariantCulture);
            model.TryGetValue(asked, out Item<string>? expected);
            table.TryGet(asked, out Item<string>? found);
            Assert.True(ReferenceEquals(expected, found), $"Step {step}: {asked} is {found} and should be {expected}.");
            string? visible = table.Find(asked);
            Assert.True(ReferenceEquals(expected?.Visible, visible), $"Step {step}: {asked} shows {visible} and should show {expected?.Visible}.");
            if (step % 500 != 0)
                continue;
            Assert.Equal(model.Values.OrderBy(item => item.Number), table.Values.OrderBy(item => item.Number));
            Assert.Equal(model.Values.Select(item => item.Visible).Order(), table.Visible.Order());
        }
    }

    [Fact]
    public void Keys_whose_hash_codes_all_collide_are_found()
    {
        ChildTable<Colliding, Item<Colliding>, string> table = ChildTables.Create<Colliding, Item<Colliding>, string>(null);
        Colliding[] keys = [.. Enumerable.Range(0, 500).Select(number => new Colliding(number))];

        Assert.All(keys, key => Assert.True(table.TryAdd(key, new Item<Colliding>(key, key.Number))));

        Assert.All(keys, key => Assert.True(table.TryGet(key, out Item<Colliding>? found) && found.Number == key.Number));
        Assert.False(table.TryGet(new Colliding(-1), out _));
    }

    [Fact]
    public async Task A_permanent_value_is_always_found_and_listed_once_while_others_write()
    {
        ChildTable<string, Item<string>, string> table = Strings();
        Item<string>[] constant = [.. Enumerable.Range(0, 200).Select(number => new Item<string>($"constant {number}", number))];
        Assert.All(constant, item =>
        {
            table.TryAdd(item.Key, item);
            table.SetVisible(item.Key, item, item.Visible);
        });
        using var stop = new CancellationTokenSource();
        Task writing = Task.Run(() => ChurnUntil(table, stop.Token));

        try
        {
            for (var round = 0; round < 300; round++)
            {
                Assert.All(constant, item =>
                {
                    Assert.True(table.TryGet(item.Key, out Item<string>? found) && ReferenceEquals(item, found), $"{item.Key} was not found.");
                    Assert.True(ReferenceEquals(item.Visible, table.Find(item.Key)), $"The visible object of {item.Key} was not found.");
                });
                Assert.Equal(constant, table.Values.Where(item => item.Number >= 0).OrderBy(item => item.Number));
                IEnumerable<string> visible = table.Visible.Where(static text => text.StartsWith("constant", StringComparison.Ordinal));
                Assert.Equal(constant.Select(item => item.Visible).Order(), visible.Order());
            }
        }
        finally
        {
            await stop.CancelAsync();
            await writing;
        }
    }

    [Fact]
    public async Task A_key_of_several_words_is_never_torn_while_its_cell_changes_hands()
    {
        ChildTable<Wide, Item<Wide>, string> table = ChildTables.Create<Wide, Item<Wide>, string>(null);
        using var stop = new CancellationTokenSource();
        Task writing = Task.Run(() =>
        {
            for (long number = 0; !stop.IsCancellationRequested; number++)
            {
                var item = new Item<Wide>(new Wide(number), 0);
                table.TryAdd(item.Key, item);
                table.TryRemove(item.Key, item);
            }
        });

        try
        {
            for (var i = 0; i < 300_000; i++)
                Assert.False(table.TryGet(new Wide(-1), out _));
        }
        finally
        {
            await stop.CancelAsync();
            await writing;
        }
    }

    private static ChildTable<string, Item<string>, string> Strings() => ChildTables.Create<string, Item<string>, string>(StringComparer.Ordinal);

    private static void ChurnUntil(ChildTable<string, Item<string>, string> table, CancellationToken stop)
    {
        for (var wave = 0; !stop.IsCancellationRequested; wave++)
        {
            Item<string>[] items = [.. Enumerable.Range(0, 20 << (wave % 8)).Select(number => new Item<string>($"passing {wave} {number}", -1))];
            foreach (Item<string> item in items)
            {
                table.TryAdd(item.Key, item);
                table.SetVisible(item.Key, item, item.Visible);
            }

            foreach (Item<string> item in items)
                table.TryRemove(item.Key, item);
        }
    }

    /// <summary>A key whose words are equal unless a read is torn. All such keys collide.</summary>
    private readonly struct Wide(long number) : IEquatable<Wide>
    {
        private readonly long _first = number;
        private readonly long _second = number;
        private readonly long _third = number;

        public bool Equals(Wide other) =>
            _first == _second && _second == _third
                ? _first == other._first
                : throw new InvalidOperationException($"A key was read torn: {_first}, {_second}, {_third}.");

        public override bool Equals(object? obj) => obj is Wide other && Equals(other);

        public override int GetHashCode() => 42;
    }
}
