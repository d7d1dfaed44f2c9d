using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Waiting;

namespace GenTracker.Watching;

/// <summary>
/// Buffers the events of a tracker for one reader. If the reader falls behind by more than <see cref="Capacity"/> events, the buffer is dropped. The reader
/// then gets <see cref="ChildEventKind.Resync"/> and the running children again. Events are numbered when they are delivered, so the numbers have no gaps.
/// </summary>
internal sealed class Subscription<TKey, TChild> : IAsyncEnumerator<ChildEvent<TKey, TChild>>
    where TKey : notnull
    where TChild : class
{
    /// <summary>Number of events buffered for the reader, in addition to the running children.</summary>
    public const int Capacity = 1024;

    private readonly Lock _lock = new();
    private readonly Queue<ChildEvent<TKey, TChild>> _present = new();
    private readonly Queue<ChildEvent<TKey, TChild>> _buffer = new();
    private readonly IEventSource<TKey, TChild> _source;
    private readonly CancellationTokenSource? _linked;
    private readonly CancellationToken _cancellationToken;
    private Waiter<bool>? _reader;
    private bool _isSynchronized;
    private bool _fellBehind;
    private bool _isComplete;
    private long _number;

    public Subscription(IEventSource<TKey, TChild> source, CancellationTokenSource? linked, CancellationToken cancellationToken)
    {
        _source = source;
        _linked = linked;
        _cancellationToken = cancellationToken;
    }

    public ChildEvent<TKey, TChild> Current { get; private set; }

    public ValueTask<bool> MoveNextAsync()
    {
        while (true)
        {
            if (_cancellationToken.IsCancellationRequested)
                return ValueTask.FromCanceled<bool>(_cancellationToken);
            lock (_lock)
            {
                if (_isSynchronized)
                    return Take();
            }

            // Not under the lock: the source takes its own lock first and this one second.
            _source.Synchronize(this);
        }
    }

    public ValueTask DisposeAsync()
    {
        _source.Unsubscribe(this);
        _linked?.Dispose();
        return default;
    }

    /// <summary>Starts the subscription, or restarts it, with the running children. The source adds no event at the same time.</summary>
    public void Restart(IEnumerable<ChildEvent<TKey, TChild>> present, bool isComplete)
    {
        lock (_lock)
        {
            if (_fellBehind)
                _present.Enqueue(new ChildEvent<TKey, TChild> { Kind = ChildEventKind.Resync });
            foreach (ChildEvent<TKey, TChild> child in present)
                _present.Enqueue(child);
            _present.Enqueue(new ChildEvent<TKey, TChild> { Kind = ChildEventKind.Synced });
            _fellBehind = false;
            _isSynchronized = true;
            _isComplete = isComplete;
        }
    }

    public void Add(in ChildEvent<TKey, TChild> added)
    {
        lock (_lock)
        {
            if (_fellBehind || TryHandOver(added))
                return;
            if (_buffer.Count < Capacity)
            {
                _buffer.Enqueue(added);
                return;
            }

            _buffer.Clear();
            _present.Clear();
            _fellBehind = true;
            _isSynchronized = false;
        }
    }

    /// <summary>Ends the subscription after the events that are buffered.</summary>
    public void Complete()
    {
        lock (_lock)
        {
            _isComplete = true;
            _reader?.TrySetResult(false);
            _reader?.Detach();
            _reader = null;
        }
    }

    private ValueTask<bool> Take()
    {
        Debug.Assert(_lock.IsHeldByCurrentThread);
        if (_reader is { Task.IsCompleted: false })
            throw new InvalidOperationException("Another read of this subscription is pending. Await it first.");
        if (_present.TryDequeue(out ChildEvent<TKey, TChild> next) || _buffer.TryDequeue(out next))
        {
            Deliver(next);
            return new ValueTask<bool>(true);
        }

        if (_isComplete)
            return new ValueTask<bool>(false);
        _reader = Waiter<bool>.Create(_cancellationToken);
        return new ValueTask<bool>(_reader.Task);
    }

    private bool TryHandOver(in ChildEvent<TKey, TChild> added)
    {
        Debug.Assert(_lock.IsHeldByCurrentThread);
        if (_reader is not { Task.IsCompleted: false } reader)
            return false;

        // The reader uses Current only if its read succeeds. If the read has just been cancelled, the event stays for the next read.
        ChildEvent<TKey, TChild> previous = Current;
        Deliver(added);
        _reader = null;
        if (reader.TrySetResult(true))
        {
            reader.Detach();
            return true;
        }

        Current = previous;
        _number--;
        return false;
    }

    private void Deliver(in ChildEvent<TKey, TChild> next) => Current = next with { Number = ++_number };
}
