using System.Collections.Generic;
using System.Threading;

namespace GenTracker.Testing.Instrumented;

/// <summary>
/// A lock that actors wait for: the body of what takes the place of <see cref="Lock"/>. Taking it and having released it are switching
/// points. A schedule that failed may leave it taken; it is free in the next one.
/// </summary>
public sealed class ExploredLock
{
    private readonly List<Actor> _waiting = [];
    private Actor? _owner;
    private int _depth;

    /// <inheritdoc cref="Lock.IsHeldByCurrentThread"/>
    public bool IsHeld => SwitchingPoint.Current is { } actor && ReferenceEquals(_owner, actor);

    /// <inheritdoc cref="Lock.Enter"/>
    public void Enter()
    {
        if (SwitchingPoint.Current is not { } actor)
            return;
        if (ReferenceEquals(_owner, actor))
        {
            _depth++;
            return;
        }

        actor.Schedule.Pass(actor, new Place("lock", null, null, null, 0));
        while (_owner is not null && ReferenceEquals(_owner.Schedule, actor.Schedule))
        {
            _waiting.Add(actor);
            actor.Schedule.Block(actor, this);
        }

        _owner = actor;
        _depth = 1;
    }

    /// <inheritdoc cref="Lock.Exit"/>
    public void Exit()
    {
        if (SwitchingPoint.Current is not { } actor)
            return;
        if (!ReferenceEquals(_owner, actor))
            throw new SynchronizationLockException("The lock is not held by who releases it.");
        if (--_depth > 0)
            return;
        _owner = null;
        foreach (Actor waiting in _waiting)
        {
            if (ReferenceEquals(waiting.Schedule, actor.Schedule))
                actor.Schedule.Unblock(waiting);
        }

        _waiting.Clear();

        // What follows may read fields that need no lock to be read.
        actor.Schedule.Pass(actor, new Place("unlocked", null, null, null, 0));
    }

    /// <inheritdoc/>
    public override string ToString() => _owner is null ? "a free lock" : $"a lock that {_owner.Name} holds";
}
