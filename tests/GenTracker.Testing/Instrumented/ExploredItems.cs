using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;

namespace GenTracker.Testing.Instrumented;

/// <summary>Takes the place of <see cref="System.Collections.Concurrent.ConcurrentQueue{T}"/>: each operation is one step.</summary>
/// <typeparam name="T">The items' type.</typeparam>
public class ExploredItems<T>
{
    private readonly Queue<T> _items = new();

    /// <inheritdoc cref="System.Collections.Concurrent.ConcurrentQueue{T}.Enqueue"/>
    public void Enqueue(T item)
    {
        SwitchingPoint.Pass("enqueue", null, null, null, 0);
        _items.Enqueue(item);
    }

    /// <inheritdoc cref="System.Collections.Concurrent.ConcurrentQueue{T}.TryDequeue"/>
    public bool TryDequeue([MaybeNullWhen(false)] out T result)
    {
        SwitchingPoint.Pass("dequeue", null, null, null, 0);
        return _items.TryDequeue(out result);
    }
}
