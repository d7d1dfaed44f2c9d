using System;
using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Slots;
using GenTracker.Supervision;

namespace GenTracker.Runtime;

/// <summary>
/// Ties one child object to its tracker. It is a field of the object and is never copied. It is bound once, when the object is opened or adopted, and
/// completed once, when the child has ended. All members are thread-safe.
/// </summary>
/// <typeparam name="TKey">The key's type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct ChildLink<TKey>
    where TKey : notnull
{
    private ChildLifecycle<TKey>? _lifecycle;
    private long _incarnation;

    // Null; a completion source, if the task was read before the end; the exit; or the task of the exit.
    private object? _completion;
    private bool _isArmed;

    /// <summary>The child's key.</summary>
    /// <exception cref="InvalidOperationException">The child was neither opened nor adopted yet.</exception>
    public TKey Key => RequireLifecycle().Key;

    /// <summary>The incarnation's number.</summary>
    /// <exception cref="InvalidOperationException">The child was neither opened nor adopted yet.</exception>
    public long Incarnation
    {
        get
        {
            _ = RequireLifecycle();
            return Volatile.Read(ref _incarnation);
        }
    }

    /// <summary>Completes, and never fails, as soon as the child has ended and its attributes are sealed; pending before it was opened or adopted.</summary>
    public Task<ChildExit> Completion
    {
        get
        {
            object? present = Volatile.Read(ref _completion)
                ?? Publish(new TaskCompletionSource<ChildExit>(TaskCreationOptions.RunContinuationsAsynchronously), expected: null);
            if (present is IExitHolder exit)
                present = Publish(Task.FromResult(exit.Exit), expected: exit);
            return present as Task<ChildExit> ?? ((TaskCompletionSource<ChildExit>)present).Task;
        }
    }

    /// <summary>Whether writes must wake those who wait for a predicate on this child.</summary>
    public readonly bool IsArmed => Volatile.Read(in _isArmed);

    /// <summary>Wakes those who wait for a predicate on this child. Generated code calls it after each write.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void NotifyWrite()
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
            throw CreateTerminatedException();
        NotifyWrite();
        return value;
    }

    /// <summary>Follows a write that a sealed slot refuses: wakes the waiters, or returns only when the child can no longer be found.</summary>
    /// <param name="isDone">Whether the write was done.</param>
    /// <returns>The same.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool CompleteWrite(bool isDone)
    {
        if (isDone)
            NotifyWrite();
        else
            EnsureHidden();
        return isDone;
    }

    /// <summary>Follows a conditional write: wakes the waiters if it was done.</summary>
    /// <param name="result">The result of the write.</param>
    /// <returns>Whether it was done. <see langword="false"/> if its condition does not hold.</returns>
    /// <exception cref="ChildTerminatedException">The child has ended; nothing was changed.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool CompleteWrite(SlotResult result)
    {
        if (result == SlotResult.Sealed)
            throw CreateTerminatedException();
        if (result == SlotResult.Refused)
            return false;
        NotifyWrite();
        return true;
    }

    /// <summary>Sets the attribute and returns the value that it replaces, in one atomic operation.</summary>
    /// <typeparam name="TSlot">The slot's type.</typeparam>
    /// <typeparam name="T">The attribute's type.</typeparam>
    /// <param name="slot">The attribute's slot.</param>
    /// <param name="value">The new value.</param>
    /// <returns>The replaced value.</returns>
    /// <exception cref="ChildTerminatedException">The child has ended; nothing was changed.</exception>
    public T Exchange<TSlot, T>(ref TSlot slot, T value)
        where TSlot : struct, ISettableSlot<T>
    {
        if (!slot.TryExchange(value, out T previous))
            throw CreateTerminatedException();
        NotifyWrite();
        return previous;
    }

    /// <inheritdoc cref="Exchange{TSlot, T}(ref TSlot, T)"/>
    public TimeSpan Exchange<TSlot>(ref TSlot slot, TimeSpan value)
        where TSlot : struct, ISettableSlot<long> => new(Exchange(ref slot, value.Ticks));

    /// <summary>
    /// Sets the attribute to what a function makes of its value, in one atomic operation. No lock is held while the function runs. If another write came in
    /// between, the function is called again with the newer value, so it must have no side effects. If it throws, nothing was changed.
    /// </summary>
    /// <typeparam name="TSlot">The slot's type.</typeparam>
    /// <typeparam name="T">The attribute's type.</typeparam>
    /// <param name="slot">The attribute's slot.</param>
    /// <param name="update">The function.</param>
    /// <returns>The new value.</returns>
    /// <exception cref="ChildTerminatedException">The child has ended; nothing was changed.</exception>
    public T Update<TSlot, T>(ref TSlot slot, Func<T, T> update)
        where TSlot : struct, ISettableSlot<T>
    {
        ArgumentNullException.ThrowIfNull(update);
        if (!slot.TryUpdate(update, out T value))
            throw CreateTerminatedException();
        NotifyWrite();
        return value;
    }

    /// <inheritdoc cref="Update{TSlot, T}(ref TSlot, Func{T, T})"/>
    /// <typeparam name="TSlot">The slot's type.</typeparam>
    /// <typeparam name="T">The attribute's type.</typeparam>
    /// <typeparam name="TState">The state's type.</typeparam>
    /// <param name="slot">The attribute's slot.</param>
    /// <param name="update">The function.</param>
    /// <param name="state">The second argument of the function.</param>
    public T Update<TSlot, T, TState>(ref TSlot slot, Func<T, TState, T> update, TState state)
        where TSlot : struct, ISettableSlot<T>
    {
        ArgumentNullException.ThrowIfNull(update);
        if (!slot.TryUpdate(update, state, out T value))
            throw CreateTerminatedException();
        NotifyWrite();
        return value;
    }

    /// <inheritdoc cref="Update{TSlot, T}(ref TSlot, Func{T, T})"/>
    public TimeSpan Update<TSlot>(ref TSlot slot, Func<TimeSpan, TimeSpan> update)
        where TSlot : struct, ISettableSlot<long>
    {
        ArgumentNullException.ThrowIfNull(update);
        return new(Update(ref slot, static (long ticks, Func<TimeSpan, TimeSpan> update) => update(new TimeSpan(ticks)).Ticks, update));
    }

    /// <inheritdoc cref="Update{TSlot, T, TState}(ref TSlot, Func{T, TState, T}, TState)"/>
    public TimeSpan Update<TSlot, TState>(ref TSlot slot, Func<TimeSpan, TState, TimeSpan> update, TState state)
        where TSlot : struct, ISettableSlot<long>
    {
        ArgumentNullException.ThrowIfNull(update);
        return new(Update(
            ref slot,
            static (long ticks, (Func<TimeSpan, TState, TimeSpan> Update, TState State) call) => call.Update(new TimeSpan(ticks), call.State).Ticks,
            (update, state)));
    }

    /// <summary>Makes the lease of what was counted.</summary>
    /// <typeparam name="T">The type in the counter's slot.</typeparam>
    /// <typeparam name="TCounter">How to give back to the counter.</typeparam>
    /// <param name="isDone">Whether it was counted.</param>
    /// <param name="child">The child.</param>
    /// <param name="delta">What was added.</param>
    /// <returns>The lease.</returns>
    /// <exception cref="ChildTerminatedException">It was not counted: the child has ended.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public CounterLease Acquire<T, TCounter>(bool isDone, object child, T delta)
        where TCounter : struct, ILeasedCounter<T>
    {
        if (!isDone)
            throw CreateTerminatedException();
        NotifyWrite();
        return new CounterLease<T, TCounter>(child, delta);
    }

    /// <summary>Makes the lease of what was counted, if it was.</summary>
    /// <typeparam name="T">The type in the counter's slot.</typeparam>
    /// <typeparam name="TCounter">How to give back to the counter.</typeparam>
    /// <param name="result">Whether it was counted.</param>
    /// <param name="child">The child.</param>
    /// <param name="delta">What was added.</param>
    /// <param name="lease">The lease. <see langword="null"/> if it was not counted.</param>
    /// <returns>Whether it was counted.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryAcquire<T, TCounter>(SlotResult result, object child, T delta, [NotNullWhen(true)] out CounterLease? lease)
        where TCounter : struct, ILeasedCounter<T>
    {
        lease = null;
        if (result == SlotResult.Sealed)
            EnsureHidden();
        if (result != SlotResult.Done)
            return false;
        NotifyWrite();
        lease = new CounterLease<T, TCounter>(child, delta);
        return true;
    }

    /// <summary>Makes the exception for a write that a sealed slot has refused. Returns only when the child can no longer be found.</summary>
    /// <returns>The exception to throw.</returns>
    public Exception CreateTerminatedException()
    {
        EnsureHidden();
        ChildLifecycle<TKey>? lifecycle = Volatile.Read(ref _lifecycle);
        return new ChildTerminatedException(lifecycle?.TrackerName, lifecycle is null ? null : lifecycle.Key);
    }

    /// <summary>
    /// Returns only when the child can no longer be found. A refused write tells its caller that the child ends, and after that the caller must not find
    /// the child.
    /// </summary>
    public void EnsureHidden() => Volatile.Read(ref _lifecycle)?.EnsureHidden();

    /// <summary>Ends the child for good, whatever its restart policy. Waits for nobody.</summary>
    /// <returns>
    /// Whether this call has ended the child. <see langword="false"/> if it ends already, or was neither opened nor adopted yet, as in its constructor.
    /// </returns>
    public bool TryRetire() => Lifecycle is { } lifecycle && lifecycle.TryRetire(ref this);

    /// <summary>Seals the slot and ends the child in one atomic step, if the slot holds the value and the child runs.</summary>
    /// <typeparam name="TSlot">The slot's type.</typeparam>
    /// <typeparam name="T">The attribute's type.</typeparam>
    /// <param name="slot">The slot of an attribute of the child.</param>
    /// <param name="value">The value at which the child is idle.</param>
    /// <returns>Whether this call has ended the child.</returns>
    public bool TryRetire<TSlot, T>(ref TSlot slot, T value)
        where TSlot : struct, IRetirableSlot<T> =>
        Volatile.Read(ref _lifecycle) is { } lifecycle && lifecycle.TryRetire(ref this, ref slot, value);

    /// <summary>Whether the child has ended, and its attributes are sealed.</summary>
    internal bool HasEnded =>
        Volatile.Read(ref _completion) is IExitHolder or Task { IsCompleted: true } or TaskCompletionSource<ChildExit> { Task.IsCompleted: true };

    /// <summary>Makes the exception for a wait for this child, which has ended before its condition held.</summary>
    internal Exception CreateEndedException() => new ChildTerminatedException(RequireLifecycle().TrackerName, Key, isWait: true);

    /// <summary>Whether the child has its key: an object that waits to be adopted is bound before.</summary>
    internal readonly bool HasIncarnation => Volatile.Read(in _incarnation) != 0;

    /// <summary>The lifecycle of this child; null if there is none yet. An object that waits for its key has none: it may never get the key.</summary>
    internal ChildLifecycle<TKey>? Lifecycle => HasIncarnation ? Volatile.Read(ref _lifecycle) : null;

    /// <summary>Makes this object the child of a lifecycle; false if it was one before. It has its key from <see cref="SetIncarnation"/> on.</summary>
    internal bool TryBind(ChildLifecycle<TKey> lifecycle) => Interlocked.CompareExchange(ref _lifecycle, lifecycle, null) is null;

    /// <summary>Undoes a binding, before the number, if the key was taken.</summary>
    internal void Unbind() => Volatile.Write(ref _lifecycle, null);

    internal void SetIncarnation(long incarnation) => Volatile.Write(ref _incarnation, incarnation);

    /// <summary>Completes the child. A task is made only when <see cref="Completion"/> is read.</summary>
    internal void Complete(IExitHolder exit) => (Publish(exit, expected: null) as TaskCompletionSource<ChildExit>)?.TrySetResult(exit.Exit);

    /// <summary>
    /// Makes writes wake the waiters from now on. A write stores its value and then reads the flag, without a fence. The barrier for all processors
    /// replaces that fence: a write whose value the caller does not see after this call sees the flag. Each waiter needs the barrier, even if the flag
    /// is set: the one who set it may not have come to its barrier yet.
    /// </summary>
    internal void Arm()
    {
        Volatile.Write(ref _isArmed, true);
        Interlocked.MemoryBarrierProcessWide();
    }

    internal void Disarm() => Volatile.Write(ref _isArmed, false);

    // The number is written after the lifecycle, and is never 0.
    private ChildLifecycle<TKey> RequireLifecycle() =>
        Lifecycle ?? throw new InvalidOperationException("The child has no key yet: it was neither opened nor adopted by a tracker.");

    private object Publish(object completion, object? expected)
    {
        object? present = Interlocked.CompareExchange(ref _completion, completion, expected);
        return ReferenceEquals(present, expected) ? completion : present!;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Wake() => Volatile.Read(ref _lifecycle)?.OnWritten();
}
