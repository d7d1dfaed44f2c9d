using System.Threading.Tasks;
using GenTracker.Runtime;
using GenTracker.Slots;

namespace GenTracker.Tests.Support;

/// <summary>A child that has neither start nor run nor termination callback: it can be adopted only.</summary>
internal sealed class PlainChild : ITracked<string>
{
    private ChildLink<string> _link;
    private CounterSlot _count;

    public Task<ChildExit> Completion => _link.Completion;

    ref ChildLink<string> ITracked<string>.Link => ref _link;

    public bool TryIncrementCount() => _count.TryAdd(1, out _);

    void ITracked<string>.Seal() => _count.Seal();

    void ITracked<string>.Inherit(ITracked<string> previous)
    {
    }
}
