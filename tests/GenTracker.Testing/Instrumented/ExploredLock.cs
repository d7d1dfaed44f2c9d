using System.Collections.Generic;
using System.Threading;

namespace GenTracker.Testing.Instrumented;

/// <summary>
/// The body of the stand-in for <see cref="Lock"/>. Before it is taken and after it is released there is a switching point. A schedule that failed may leave it
/// taken; in the next one it is free.
/// </summary>
public sealed class ExploredLock
{
    private readonly List<Actor> _waiting = [];
    private Actor? _owner;
    private int _depth;

    public bool IsHeld => SwitchingPoint.Current is { } actor && ReferenceEquals(_owner, actor);

    public void Enter()
    {
        if (SwitchingPoint.Current is not { } actor)
            return;
        if (ReferenceEquals(_owner, actor))
        {
            _depth++;
            return;
        }

        actor.Schedule.Pass(actor, new CodeLocation("lock", null, null, null, 0));
        while (_owner is not null && ReferenceEquals(_owner.Schedule, actor.Schedule))
        {
            _waiting.Add(actor);
            actor.Schedule.Block(actor, this);
        }

        _owner = actor;
        _depth = 1;
        actor.Schedule.Locked?.Invoke(this);
    }

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

        // The code that follows may read fields without a lock.
        actor.Schedule.Pass(actor, new CodeLocation("unlocked", null, null, null, 0));
    }

    public override string ToString() => _owner is null ? "a free lock" : $"a lock that {_owner.Name} holds";
}
