using System.Threading;
using GenTracker.Runtime;
using GenTracker.Waiting;

namespace GenTracker.Supervision;

/// <summary>
/// Who waits for the child that follows the present one: callers that take any child that comes, and at most one that replaces the present one. Guarded by the
/// lock of the owner.
/// </summary>
internal sealed class PendingSuccessor<TKey, TChild> : IWaitTarget
    where TKey : notnull
    where TChild : class, ITracked<TKey>
{
    /// <summary>The callers, until a lifecycle follows: then they are that one's.</summary>
    public WaiterList<TChild> Waiters;

    private OperationOwner? _owner;

    /// <summary>The lifecycle that they wait for: first the one that ends, then the one that opens.</summary>
    public OperationOwner? Owner
    {
        get => Volatile.Read(ref _owner);
        set => Volatile.Write(ref _owner, value);
    }

    /// <summary>The arguments of the first caller that opens; null if there is none.</summary>
    public ChildSpec<TKey, TChild>? Spec { get; set; }

    public ChildOptions? Options { get; set; }

    /// <summary>The last caller that replaces the present child.</summary>
    public Replacement<TKey, TChild>? Replacement { get; set; }
}
