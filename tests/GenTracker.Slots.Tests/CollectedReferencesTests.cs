using System;
using System.Runtime.CompilerServices;
using Xunit;

namespace GenTracker.Slots.Tests;

/// <summary>What a slot refers to lives as long as the slot holds it.</summary>
public sealed class CollectedReferencesTests
{
    [Fact]
    public void A_collection_of_the_youngest_spares_what_an_old_slot_refers_to()
    {
        Holder<SeqLockSlot<object?>> holder = new();
        GrowOld(holder);
        WeakReference set = Set(holder, static made => made);

        GC.Collect(0);

        Assert.Same(set.Target, holder.Slot.Value);
    }

    [Fact]
    public void A_collection_of_the_youngest_spares_what_an_old_slot_refers_to_by_a_struct_of_one_reference()
    {
        Holder<SeqLockSlot<Box>> holder = new();
        GrowOld(holder);
        WeakReference set = Set(holder, static made => new Box(made));

        GC.Collect(0);

        Assert.True(set.IsAlive, "What the struct refers to was collected.");
        Assert.Same(set.Target, holder.Slot.Value.Content);
    }

    private static void GrowOld(object holder)
    {
        while (GC.GetGeneration(holder) < GC.MaxGeneration)
            GC.Collect();
    }

    // A method of its own, so that no local of the test refers to what was made.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference Set<T>(Holder<SeqLockSlot<T>> holder, Func<object, T> of)
    {
        object made = new();
        holder.Slot.TrySet(of(made));
        return new WeakReference(made);
    }

    private readonly struct Box(object content)
    {
        public object Content { get; } = content;
    }
}
