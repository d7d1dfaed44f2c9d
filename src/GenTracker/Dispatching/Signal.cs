using System;
using System.Runtime.CompilerServices;
using System.Threading;

namespace GenTracker.Dispatching;

/// <summary>
/// Something that happens once and is awaited by at most one of the runtime's own flows. The flow goes on through the dispatcher, never
/// on the thread that set the signal: whoever sets it is not held up, and a test decides when the flow's next step is.
/// </summary>
internal sealed class Signal(IDispatcher dispatcher) : ICriticalNotifyCompletion
{
    private static readonly Action Done = static () => { };

    private Action? _continuation;

    public bool IsCompleted => ReferenceEquals(Volatile.Read(ref _continuation), Done);

    public Signal GetAwaiter() => this;

    /// <summary>Part of the awaiter pattern: a signal carries no result and no failure.</summary>
#pragma warning disable CA1822 // the pattern asks for an instance method
    public void GetResult()
    {
    }
#pragma warning restore CA1822

    public void OnCompleted(Action continuation) => UnsafeOnCompleted(continuation);

    public void UnsafeOnCompleted(Action continuation)
    {
        if (Interlocked.CompareExchange(ref _continuation, continuation, null) is not null)
            dispatcher.Post(new Resumption(continuation));
    }

    /// <summary>Sets the signal, where it is not set already.</summary>
    public void Set()
    {
        Action? waiting = Interlocked.Exchange(ref _continuation, Done);
        if (waiting is not null && !ReferenceEquals(waiting, Done))
            dispatcher.Post(new Resumption(waiting));
    }
}
