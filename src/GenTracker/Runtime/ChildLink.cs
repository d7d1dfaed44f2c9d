using System;
using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Slots;
using GenTracker.Supervision;

namespace GenTracker.Runtime;

/// <summary>
/// What ties one child object to its tracker: a part of the object, never copied, bound once when the object is opened or adopted, and completed once
/// when it has ended. All members are thread-safe.
/// </summary>
/// <typeparam name="TKey">The key's type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct ChildLink<TKey>
    where TKey : notnull
{
    private Life<TKey>? _life;
    private long _incarnation;

    // Nothing; what a task was asked for completes; how the child ended; or the task of that.
    private object? _completion;
    private bool _isArmed;

    /// <summary>The child's key.</summary>
    /// <exception cref="InvalidOperationException">The child was neither opened nor adopted yet.</exception>
    public TKey Key => Bound.Key;

    /// <summary>The incarnation's number.</summary>
    /// <exception cref="InvalidOperationException">The child was neither opened nor adopted yet.</exception>
    public long Incarnation
    {
        get
        {
            _ = Bound;
            return Volatile.Read(ref _incarnation);
        }
    }

    /// <summary>Completes, and never fails, as soon as the child has ended and its attributes are sealed; pending before it was opened or adopted.</summary>
    public Task<ChildExit> Completion
    {
        get
        {
            object? present = Volatile.Read(ref _completion)
                ?? Publish(new TaskCompletionSource<ChildExit>(TaskCreationOptions.RunContinuationsAsynchronously), instead: null);
            if (present is ChildEnd end)
                present = Publish(Task.FromResult(end.Exit), instead: end);
            return present as Task<ChildExit> ?? ((TaskCompletionSource<ChildExit>)present).Task;
        }
    }

    /// <summary>Whether writes must wake those who wait for a predicate on this child.</summary>
    public readonly bool IsArmed => Volatile.Read(in _isArmed);

    // The number is written after the life, and is never 0.
    private Life<TKey> Bound => Volatile.Read(ref _incarnation) != 0 && Volatile.Read(ref _life) is { } life
        ? life
        : throw new InvalidOperationException("The child has no key yet: it was neither opened nor adopted by a tracker.");

    /// <summary>Called after each write or count that was done.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Written()
    {
        if (Volatile.Read(ref _isArmed))
            Wake();
    }

    /// <summary>Wakes those who wait for a predicate on this child, and returns the value: the tail call of a count that has nothing left to keep.</summary>
    /// <typeparam name="T">The value's type.</typeparam>
    /// <param name="value">The value to return.</param>
    /// <returns>The value.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public T Wake<T>(T value)
    {
        Wake();
        return value;
    }

    /// <summary>Adds to a counter of this child whose first attempt has failed.</summary>
    /// <param name="slot">The counter's slot.</param>
    /// <param name="delta">What to add; may be negative.</param>
    /// <returns>The new count.</returns>
    /// <exception cref="ChildTerminatedException">The child has ended; nothing was changed.</exception>
    /// <exception cref="OverflowException">The sum is out of range; nothing was changed.</exception>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public long Add(ref CounterSlot slot, long delta)
    {
        if (!slot.TryAdd(delta, out long value))
            throw Refused();
        Written();
        return value;
    }

    /// <summary>Called when a slot has refused a write as it is sealed, before that is told to anybody.</summary>
    /// <returns>The exception to throw.</returns>
    public Exception Refused()
    {
        EnsureHidden();
        Life<TKey>? life = Volatile.Read(ref _life);
        return new ChildTerminatedException(life?.TrackerName, life is null ? null : life.Key);
    }

    /// <summary>
    /// Returns only when the child can no longer be found: a refused write says that the child is ending, and nobody who has heard of it
    /// may find the child still.
    /// </summary>
    public void EnsureHidden() => Volatile.Read(ref _life)?.EnsureHidden();

    /// <summary>Ends the child in one atomic step with sealing the slot, if the slot holds the value and the child is running.</summary>
    /// <typeparam name="TSlot">The slot's type.</typeparam>
    /// <typeparam name="T">The attribute's type.</typeparam>
    /// <param name="slot">The slot of an attribute of the child.</param>
    /// <param name="value">The value at which the child is idle.</param>
    /// <returns>Whether this call has ended the child.</returns>
    public bool TryRetire<TSlot, T>(ref TSlot slot, T value)
        where TSlot : struct, IRetirableSlot<T> =>
        Volatile.Read(ref _life) is { } life && life.TryRetire(ref this, ref slot, value);

    /// <summary>Makes this object the child of a life; false where it was one before. It has its key from <see cref="Number"/> on.</summary>
    internal bool TryBind(Life<TKey> life) => Interlocked.CompareExchange(ref _life, life, null) is null;

    /// <summary>Takes back a binding, before the number, where the life could not have the key.</summary>
    internal void Unbind() => Volatile.Write(ref _life, null);

    /// <summary>Says which incarnation of its key this object is.</summary>
    internal void Number(long incarnation) => Volatile.Write(ref _incarnation, incarnation);

    /// <summary>Says how the child has ended. A task is only made where somebody asks for one.</summary>
    internal void Complete(ChildEnd end) => (Publish(end, instead: null) as TaskCompletionSource<ChildExit>)?.TrySetResult(end.Exit);

    /// <summary>
    /// Lets writes wake the waiters from now on. A write tests the flag without a fence after its value is there; the barrier for all
    /// processors stands in for it, so that a write whose value the caller does not see after this call sees the flag. That another waiter
    /// has raised the flag is not enough: it may not have come to its barrier yet.
    /// </summary>
    internal void Arm()
    {
        Volatile.Write(ref _isArmed, true);
        Interlocked.MemoryBarrierProcessWide();
    }

    internal void Disarm() => Volatile.Write(ref _isArmed, false);

    private object Publish(object completion, object? instead)
    {
        object? present = Interlocked.CompareExchange(ref _completion, completion, instead);
        return ReferenceEquals(present, instead) ? completion : present!;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Wake() => Volatile.Read(ref _life)?.OnWritten();
}
