using System;

namespace GenTracker.Testing;

/// <summary>Where instrumented code may be interrupted. Outside of an exploration it does nothing.</summary>
internal static class SwitchingPoint
{
    /// <summary>The actor that runs on this thread.</summary>
    [field: ThreadStatic]
    public static Actor? Current { get; set; }

    public static void Pass(string operation, string? target, string? member, string? file, int line, bool writes = true)
    {
        if (Current is { } actor)
            actor.Schedule.Pass(actor, new Place(operation, target, member, file, line) { Writes = writes });
    }
}
