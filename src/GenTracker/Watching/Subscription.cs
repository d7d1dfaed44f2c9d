using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Waiting;

namespace GenTracker.Watching;

/// <summary>
/// One reader of a tracker's events. It buffers a bounded number of them; when the reader falls further behind, the buffer is dropped and
/// the reader is told so (<see cref="ChildEventKind.Resync"/>) and synchronized anew. Numbers are given at delivery, so they have no gaps.
/// </summary>
internal sealed class Subscription<TKey, TChild> : IAsyncEnumerator<ChildEvent<TKey, TChild>>
    where TKey : notnull
    where TChild : class
{
    /// <summary>How many events are kept for a reader, the present children not counted.</summary>
    public const int Capacity = 1024;

    private readonly Lock _gate = new();
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
            lock (_gate)
            {
                if (_isSynchronized)
                    return Take();
            }

            // The source's lock comes before this one's: it holds its own while it tells of events.
            _source.Synchronize(this);
        }
    }

    public ValueTask DisposeAsync()
    {
        _source.Unsubscribe(this);
        _linked?.Dispose();
        return default;
    }

    /// <summary>Begins with the present children; called by the source, which tells of no event meanwhile.</summary>
    public void Restart(IEnumerable<ChildEvent<TKey, TChild>> present, bool isComplete)
    {
        lock (_gate)
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

    /// <summary>Tells of an event.</summary>
    public void Add(in ChildEvent<TKey, TChild> happened)
    {
        lock (_gate)
        {
            if (_fellBehind || TryHandOver(happened))
                return;
            if (_buffer.Count < Capacity)
            {
                _buffer.Enqueue(happened);
                return;
            }

            _buffer.Clear();
            _present.Clear();
            _fellBehind = true;
            _isSynchronized = false;
        }
    }

    /// <summary>Says that no event follows.</summary>
    public void Complete()
    {
        lock (_gate)
        {
            _isComplete = true;
            _reader?.TrySetResult(false);
            _reader?.Detach();
            _reader = null;
        }
    }

    private ValueTask<bool> Take()
    {
        if (_reader is { Task.IsCompleted: false })
            throw new InvalidOperationException("Another read of this subscription is still going on: await it first.");
        if (_present.TryDequeue(out ChildEvent<TKey, TChild> next) || _buffer.TryDequeue(out next))
        {
            Deliver(next);
            return new ValueTask<bool>(true);
        }

        if (_isComplete)
            return new ValueTask<bool>(false);
        _reader = Waiter<bool>.For(_cancellationToken);
        return new ValueTask<bool>(_reader.Task);
    }

    private bool TryHandOver(in ChildEvent<TKey, TChild> happened)
    {
        if (_reader is not { Task.IsCompleted: false } reader)
            return false;

        // The reader looks at Current only when its read succeeds; a read that was cancelled just now leaves the event for the next one.
        ChildEvent<TKey, TChild> last = Current;
        Deliver(happened);
        _reader = null;
        if (reader.TrySetResult(true))
        {
            reader.Detach();
            return true;
        }

        Current = last;
        _number--;
        return false;
    }

    private void Deliver(in ChildEvent<TKey, TChild> next) => Current = next with { Number = ++_number };
}
