using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Runtime;
using GenTracker.Slots;

namespace GenTracker.Interleavings.Scenarios.Metrics;

/// <summary>A child with a total that survives restarts and one that does not, as the generator writes it.</summary>
internal sealed class TotalChild(Func<CancellationToken, Task> run) : ITracked<string>, ITrackedChild
{
    private ChildLink<string> _link;
    private CounterSlot _count;
    private CounterSlot _kept;
    private long _keptInherited;

    static IReadOnlyList<MeasuredValue> ITracked<string>.Metrics =>
    [
        MeasuredValue.OfIntegers("total.count", AttributeMetric.Total, null, static child => ((TotalChild)child)._count.Value),
        MeasuredValue.OfIntegers(
            "total.kept", AttributeMetric.Total, null, static child => ((TotalChild)child)._kept.Value, static child => ((TotalChild)child)._keptInherited),
    ];

    public ref ChildLink<string> Link => ref _link;

    public bool TryCount()
    {
        bool isDone = _count.TryAdd(1, out _);
        return _link.CompleteWrite(isDone);
    }

    public bool TryKeep()
    {
        bool isDone = _kept.TryAdd(1, out _);
        return _link.CompleteWrite(isDone);
    }

    public Task RunAsync(CancellationToken stoppingToken) => run(stoppingToken);

    void ITracked<string>.Seal()
    {
        _count.Seal();
        _kept.Seal();
    }

    void ITracked<string>.Inherit(ITracked<string> previous)
    {
        var last = (TotalChild)previous;
        _keptInherited = last._kept.Value - _kept.Value;
        _kept.Restore(last._kept.Value);
    }
}
