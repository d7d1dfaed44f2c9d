using System;
using System.Runtime.CompilerServices;
using Xunit;

namespace GenTracker.Slots.Tests;

/// <summary>The garbage collector keeps the references of a slot.</summary>
public sealed class CollectedReferencesTests
{
    [Fact]
    public void A_young_collection_keeps_the_reference_of_an_old_slot()
    {
        Holder<SeqLockSlot<object?>> holder = new();
        GrowOld(holder);
        WeakReference set = Set(holder, static made => made);

        GC.Collect(0);

        Assert.Same(set.Target, holder.Slot.Value);
    }

    [Fact]
    public void A_young_collection_keeps_the_struct_with_a_reference_of_an_old_slot()
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

    // A method of its own, so that no local of the test keeps the object.
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
