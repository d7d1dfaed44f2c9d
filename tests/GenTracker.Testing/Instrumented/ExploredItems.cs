using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;

namespace GenTracker.Testing.Instrumented;

/// <summary>Stands in for <see cref="System.Collections.Concurrent.ConcurrentQueue{T}"/>: each operation is one step.</summary>
public class ExploredItems<T>
{
    private readonly Queue<T> _items = new();

    public void Enqueue(T item)
    {
        SwitchingPoint.Pass("enqueue", null, null, null, 0);
        _items.Enqueue(item);
    }

    public bool TryDequeue([MaybeNullWhen(false)] out T result)
    {
        SwitchingPoint.Pass("dequeue", null, null, null, 0);
        return _items.TryDequeue(out result);
    }
}
