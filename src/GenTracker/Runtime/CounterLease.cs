using System.Threading;

namespace GenTracker.Runtime;

/// <summary>
/// The lease of one kind of counter: the child and the delta, and no more. The exchange of the child is what makes <see cref="Dispose"/> happen once, and lets
/// go of the child. Both type arguments are value types, so that no call needs a lookup of generic types.
/// </summary>
internal sealed class CounterLease<T, TCounter>(object child, T delta) : CounterLease
    where TCounter : struct, ILeasedCounter<T>
{
    private object? _child = child;

    public override void Dispose()
    {
        if (Interlocked.Exchange(ref _child, null) is { } child)
            TCounter.GiveBack(child, delta);
    }
}
