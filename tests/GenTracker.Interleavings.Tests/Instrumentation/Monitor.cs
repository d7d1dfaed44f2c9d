using System.Runtime.CompilerServices;
using GenTracker.Testing.Instrumented;

#pragma warning disable IDE0130 // the compiler knows what the lock statement calls by this full name, wherever it is declared
namespace System.Threading;

/// <summary>The lock of any other object in the runtime's sources.</summary>
internal static class Monitor
{
    private static readonly ConditionalWeakTable<object, ExploredLock> Locks = [];

    public static void Enter(object gate) => LockOf(gate).Enter();

    public static void Enter(object gate, ref bool taken)
    {
        LockOf(gate).Enter();
        taken = true;
    }

    public static void Exit(object gate) => LockOf(gate).Exit();

    public static bool IsEntered(object gate) => LockOf(gate).IsHeld;

    private static ExploredLock LockOf(object gate) => Locks.GetValue(gate, static _ => new ExploredLock());
}
