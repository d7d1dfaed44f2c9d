using System.Threading;
using GenTracker.Runtime;
using GenTracker.Slots;

namespace GenTracker.Supervision;

/// <summary>The life of a key as a child's link sees it; see <see cref="Life{TKey, TChild}"/>.</summary>
internal abstract class Life<TKey>(TKey key) : PhaseOwner
    where TKey : notnull
{
    public TKey Key => key;

    public override object KeyObject => key;

    /// <summary>
    /// Guards all transitions of this life. Held for a few instructions, never while a child's code runs. It is the object itself, which no
    /// code outside of the runtime can get hold of, for the sake of what a lock of its own would weigh in each of a million lives.
    /// </summary>
    protected object Gate => this;

    /// <summary>Whether the child shall end, or not begin.</summary>
    public abstract bool IsStopRequested { get; }

    /// <summary>See <see cref="ChildLink{TKey}.EnsureHidden"/>.</summary>
    public void EnsureHidden()
    {
        // Slots are sealed either after the child was hidden, or, by retiring, within the same hold of the gate that hides it: whoever
        // has seen a sealed slot and then passes through the gate comes after the hiding.
        Monitor.Enter(Gate);
        Monitor.Exit(Gate);
    }

    /// <summary>See <see cref="ChildLink{TKey}.TryRetire"/>.</summary>
    public bool TryRetire<TSlot, T>(ref ChildLink<TKey> link, ref TSlot slot, T value)
        where TSlot : struct, IRetirableSlot<T>
    {
        lock (Gate)
        {
            if (!IsRunning(ref link) || !slot.TrySealAt(value))
                return false;
            StopForGood(ExitReason.Retired);
            return true;
        }
    }

    /// <summary>A child of this life was written to while somebody waits for it.</summary>
    public abstract void OnWritten();

    /// <summary>Whether the object of this link is the running child. Called under the gate.</summary>
    protected abstract bool IsRunning(ref ChildLink<TKey> link);

    /// <summary>Ends the child, or the life's wait for the next one, and throws nothing. Called under the gate.</summary>
    protected abstract void StopForGood(ExitReason reason);
}
