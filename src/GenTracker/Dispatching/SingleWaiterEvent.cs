using System;
using System.Runtime.CompilerServices;
using System.Threading;

namespace GenTracker.Dispatching;

/// <summary>
/// An event that is set once, and that at most one flow of the runtime awaits. The flow continues through the dispatcher, never on the thread that sets
/// the event: the setter is not held up, and a test decides when the flow continues.
/// </summary>
internal sealed class SingleWaiterEvent(IDispatcher dispatcher) : ICriticalNotifyCompletion
{
    private static readonly Action IsSet = static () => { };

    private Action? _continuation;

    public bool IsCompleted => ReferenceEquals(Volatile.Read(ref _continuation), IsSet);

    public SingleWaiterEvent GetAwaiter() => this;

    /// <summary>Part of the awaiter pattern: there is no result and no failure.</summary>
#pragma warning disable CA1822 // the pattern asks for an instance method
    public void GetResult()
    {
    }
#pragma warning restore CA1822

    public void OnCompleted(Action continuation) => UnsafeOnCompleted(continuation);

    public void UnsafeOnCompleted(Action continuation)
    {
        if (Interlocked.CompareExchange(ref _continuation, continuation, null) is not null)
            dispatcher.Post(new ActionWorkItem(continuation));
    }

    public void Set()
    {
        Action? waiting = Interlocked.Exchange(ref _continuation, IsSet);
        if (waiting is not null && !ReferenceEquals(waiting, IsSet))
            dispatcher.Post(new ActionWorkItem(waiting));
    }
}
