using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace GenTracker.Testing;

/// <summary>The steps of one schedule, a line for each.</summary>
internal sealed class Trace
{
    private readonly List<(int Step, string Actor, string What)> _lines = [];

    public void Add(int step, Actor? actor, string what) => _lines.Add((step, actor?.Name ?? "", what));

    public void Add(int step, Actor actor, CodeLocation place) =>
        Add(step, actor, place.File is null ? $"{place}   in {CallingMethod()}" : place.ToString());

    public override string ToString()
    {
        var text = new StringBuilder();
        string? last = null;
        int width = 0;
        foreach ((_, string actor, _) in _lines)
            width = Math.Max(width, actor.Length);
        foreach ((int step, string actor, string what) in _lines)
        {
            if (last is not null && last != actor)
                text.AppendLine();
            text.Append(CultureInfo.InvariantCulture, $"{step,5}  {actor.PadRight(width)}  {what}").AppendLine();
            last = actor;
        }

        return text.ToString();
    }

    // The lock statement passes no location.
    private static string CallingMethod()
    {
        foreach (StackFrame frame in new StackTrace(2, fNeedFileInfo: false).GetFrames())
        {
            if (DiagnosticMethodInfo.Create(frame) is { } method
                && !method.DeclaringTypeName!.StartsWith("GenTracker.Testing.", StringComparison.Ordinal)
                && !method.DeclaringTypeName.StartsWith("System.Threading.", StringComparison.Ordinal))
            {
                return $"{method.DeclaringTypeName}.{method.Name}";
            }
        }

        return "?";
    }
}
