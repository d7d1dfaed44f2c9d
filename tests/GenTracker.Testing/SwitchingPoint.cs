using System;
using System.Runtime.CompilerServices;

namespace GenTracker.Testing;

/// <summary>A place where an actor can be interrupted. Outside of an exploration it does nothing.</summary>
internal static class SwitchingPoint
{
    [field: ThreadStatic]
    public static Actor? Current { get; set; }

    public static void Pass(string operation, string? target, string? member, string? file, int line, bool writes = true)
    {
        if (Current is { } actor)
            actor.Schedule.Pass(actor, new CodeLocation(operation, target, member, file, line) { Writes = writes });
    }

    /// <summary>The same before a write.</summary>
    public static void PassWrite<T>(string operation, ref T location, string? target, string? member, string? file, int line)
    {
        OnWriting(operation, ref location, target, member, file, line);
        Pass(operation, target, member, file, line);
    }

    /// <summary>Tells of a write that no schedule interrupts.</summary>
    public static unsafe void OnWriting<T>(string operation, ref T location, string? target, string? member, string? file, int line)
    {
        // The address is compared with others and never followed. A collection may move the memory.
        if (Current is { Schedule.Writing: { } writing })
            writing((nint)Unsafe.AsPointer(ref location), new CodeLocation(operation, target, member, file, line).ToString());
    }
}
