using System.Threading;
using GenTracker.Runtime;
using GenTracker.Waiting;

namespace GenTracker.Supervision;

/// <summary>Those who wait for a key to be opened, and what to open it with: the arguments of the first of them.</summary>
internal sealed class Opening<TKey, TChild>(ChildSpec<TKey, TChild> spec, ChildOptions? options) : IWaitTarget
    where TKey : notnull
    where TChild : class
{
    /// <summary>Guarded by the gate of the life that the opening is for now.</summary>
    public WaiterList<TChild> Waiters;

    private LifeNode? _life;

    public ChildSpec<TKey, TChild> Spec => spec;

    public ChildOptions? Options => options;

    /// <summary>The life that it waits for now: first the one that is in the way, then the one that is opened.</summary>
    public LifeNode? Life
    {
        get => Volatile.Read(ref _life);
        set => Volatile.Write(ref _life, value);
    }
}
