using GenTracker.Testing.Instrumented;

#pragma warning disable IDE0130 // the compiler knows the lock type by this full name, wherever it is declared
namespace System.Threading;

/// <summary>The lock of the lock statement in the runtime's sources.</summary>
internal sealed class Lock
{
    private readonly ExploredLock _lock = new();

    public bool IsHeldByCurrentThread => _lock.IsHeld;

    public void Enter() => _lock.Enter();

    public void Exit() => _lock.Exit();

    public Scope EnterScope()
    {
        _lock.Enter();
        return new Scope(_lock);
    }

    public readonly ref struct Scope(ExploredLock taken)
    {
        public void Dispose() => taken.Exit();
    }
}
