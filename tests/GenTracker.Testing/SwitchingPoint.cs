using System;

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
}
