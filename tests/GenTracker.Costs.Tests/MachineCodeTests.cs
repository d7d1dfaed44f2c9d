using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using GenTracker.Compare;
using Xunit;

namespace GenTracker.Costs.Tests;

/// <summary>The shape of what is hot, in the machine code of the loops that are measured: it does not depend on how fast or how busy the machine is.</summary>
public sealed class MachineCodeTests
{
    private static readonly Lazy<Task<string>> Code = new(static () => MachineCode.ListAsync("*CountContenders:* *SetContenders:* *ReadContenders:*"));

    [Theory]
    [InlineData("CountContenders:Counter")]
    [InlineData("CountContenders:SettableLong")]
    [InlineData("CountContenders:SettableInt")]
    [InlineData("CountContenders:PrivateInt")]
    [InlineData("CountContenders:Striped")]
    public async Task A_count_has_one_atomic_instruction(string method) => AssertAtomic(1, await ListingAsync(method));

    [Fact]
    public async Task A_lease_has_three_atomic_instructions_two_counts_and_its_end() => AssertAtomic(3, await ListingAsync("CountContenders:Lease"));

    [Theory]
    [InlineData("SetContenders:AttributeBool")]
    [InlineData("SetContenders:AttributeInt")]
    [InlineData("SetContenders:AttributeLong")]
    [InlineData("SetContenders:AttributeString")]
    [InlineData("SetContenders:AttributeGuid")]
    public async Task A_set_has_one_atomic_instruction(string method) => AssertAtomic(1, await ListingAsync(method));

    [Theory]
    [InlineData("CountContenders:Counter")]
    [InlineData("CountContenders:SettableLong")]
    [InlineData("CountContenders:SettableInt")]
    [InlineData("CountContenders:PrivateInt")]
    [InlineData("SetContenders:AttributeBool")]
    [InlineData("SetContenders:AttributeInt")]
    [InlineData("SetContenders:AttributeLong")]
    [InlineData("SetContenders:AttributeString")]
    public async Task A_count_and_a_set_store_nothing_on_the_stack_for_which_the_atomic_instruction_would_wait(string method)
    {
        Listing listing = await ListingAsync(method);

        Assert.True(listing.StackStoresBeforeAtomic == 0, $"{listing.StackStoresBeforeAtomic} stores.\n{listing}");
    }

    [Theory]
    [InlineData("ReadContenders:Counter", "ReadContenders:VolatileLong")]
    [InlineData("ReadContenders:AttributeLong", "ReadContenders:VolatileLong")]
    [InlineData("ReadContenders:AttributeInt", "ReadContenders:VolatileInt")]
    [InlineData("ReadContenders:AttributeBool", "ReadContenders:VolatileBool")]
    [InlineData("ReadContenders:AttributeString", "ReadContenders:VolatileString")]
    public async Task A_read_calls_nothing_and_has_no_branch_and_nothing_atomic_that_a_field_read_has_not(string method, string byHand)
    {
        Listing ours = await ListingAsync(method);
        Listing theirs = await ListingAsync(byHand);

        AssertAtomic(0, ours);
        Assert.True(ours.Calls == 0, $"It calls.\n{ours}");
        Assert.True(ours.Branches == theirs.Branches, $"{ours.Branches} branches, and {theirs.Branches} by hand.\n{ours}\n{theirs}");
    }

    [Fact]
    public async Task By_hand_a_count_is_one_atomic_instruction_too() => AssertAtomic(1, await ListingAsync("CountContenders:InterlockedLong"));

    private static void AssertAtomic(int expected, Listing listing) =>
        Assert.True(listing.Atomic == expected, $"{listing.Atomic} atomic instructions.\n{listing}");

    private static async Task<Listing> ListingAsync(string method)
    {
        IReadOnlyDictionary<string, Listing> all = Listing.In(await Code.Value);
        return all.TryGetValue(method, out Listing? listing)
            ? listing
            : throw new InvalidOperationException($"{method} is not among the listings: {string.Join(", ", all.Keys)}");
    }
}
