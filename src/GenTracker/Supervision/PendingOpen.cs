using System.Threading;
using GenTracker.Runtime;
using GenTracker.Waiting;

namespace GenTracker.Supervision;

/// <summary>Who waits for the next child of a key: callers that take any child that comes, and at most one that replaces the present one.</summary>
internal sealed class PendingOpen<TKey, TChild> : IWaitTarget
    where TKey : notnull
    where TChild : class, ITracked<TKey>
{
    /// <summary>The callers that take any child. Guarded by the lock of <see cref="Owner"/>, as the rest is.</summary>
    public WaiterList<TChild> Waiters;

    private OperationOwner? _owner;

    /// <summary>The arguments of the first caller that opens; null if there is none.</summary>
    public ChildSpec<TKey, TChild>? Spec { get; set; }

    public ChildOptions? Options { get; set; }

    /// <summary>The last caller that replaces the present child.</summary>
    public Replacement<TKey, TChild>? Replacement { get; set; }

    /// <summary>The lifecycle that it waits for: first the one that ends, then the one that opens.</summary>
    public OperationOwner? Owner
    {
        get => Volatile.Read(ref _owner);
        set => Volatile.Write(ref _owner, value);
    }
}
