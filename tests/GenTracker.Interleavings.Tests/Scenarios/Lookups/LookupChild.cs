using System;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Indexes;
using GenTracker.Runtime;
using GenTracker.Slots;

namespace GenTracker.Interleavings.Scenarios.Lookups;

/// <summary>A child that is found by its team and by its badge, which survives a restart, as the generator writes it.</summary>
internal sealed class LookupChild : ITracked<string>, ITrackedChild, IIndexedChild
{
    private readonly Func<CancellationToken, Task> _run;
    private readonly Func<Task> _start;
    private IndexedSlot<string?, SeqLockSlot<string?>> _team;
    private UniqueSlot<string?, SeqLockSlot<string?>> _badge;
    private ChildLink<string> _link;

    public LookupChild(string? team, string? badge, Func<Task> start, Func<CancellationToken, Task> run)
    {
        _start = start;
        _run = run;
        _team = new(new SeqLockSlot<string?>(team));
        _badge = new(new SeqLockSlot<string?>(badge), survives: true);
    }

    public ref ChildLink<string> Link => ref _link;

    public string? Badge => _badge.Value;

    public bool HasStarted { get; private set; }

    public bool TrySetTeam(string? team) => _link.CompleteWrite(_team.TrySet(team));

    /// <summary>Refused if another child holds the badge.</summary>
    public SlotResult SetBadge(string? badge)
    {
        SlotResult result = _badge.TrySetIfFree(badge);
        if (result != SlotResult.Refused)
            _link.CompleteWrite(result == SlotResult.Done);
        return result;
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        HasStarted = true;
        return _start();
    }

    public Task RunAsync(CancellationToken stoppingToken) => _run(stoppingToken);

    void IIndexedChild.VisitIndexed<TVisitor>(int index, ref TVisitor visitor)
    {
        if (index == 0)
            visitor.Visit(ref _team);
        else
            visitor.Visit(ref _badge);
    }

    void ITracked<string>.Seal()
    {
        _team.Seal();
        _badge.Seal();
    }

    void ITracked<string>.Inherit(ITracked<string> previous) => _badge.Restore(((LookupChild)previous).Badge);
}
