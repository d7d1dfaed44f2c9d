using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using GenTracker.Tests.Programs.Model;

namespace GenTracker.Tests.Programs;

/// <summary>Runs programs on the tracker and on the model, and compares everything that is visible after each step.</summary>
internal static class ProgramSearch
{
    /// <summary>
    /// Returns the first program that fails, shrunk, with its length and a report; null if none fails. Also called on a
    /// broken runtime, so its signature has no types of the tracker.
    /// </summary>
    public static (int Length, string Report)? Find(int first, int count)
    {
        for (int number = first; number < first + count; number++)
        {
            var generated = TrackerProgram.Generate(number);
            if (Run(generated) is null)
                continue;
            TrackerProgram shrunk = ProgramShrinker.Shrink(generated, static program => Run(program) is not null);
            var report = new StringBuilder();
            report.Append(CultureInfo.InvariantCulture, $"Program {number}, shrunk from {generated.Commands.Count} commands to {shrunk.Commands.Count}");
            if (shrunk.MaxChildren != int.MaxValue)
                report.Append(CultureInfo.InvariantCulture, $", in a tracker for {shrunk.MaxChildren}");
            report.Append(":\n");
            for (int i = 0; i < shrunk.Commands.Count; i++)
                report.Append(CultureInfo.InvariantCulture, $"  {i,2}  {shrunk.Commands[i]}\n");
            report.Append(Run(shrunk)).Append(CultureInfo.InvariantCulture, $"\nTo run it again: GENTRACKER_SEED={number} GENTRACKER_PROGRAMS=1");
            return (shrunk.Commands.Count, report.ToString());
        }

        return null;
    }

    /// <summary>Returns what went wrong; null if nothing did.</summary>
    public static string? Run(TrackerProgram program)
    {
        var tracker = new TrackerTarget(program.MaxChildren);
        var model = new ModelTracker(program.MaxChildren);
        for (int i = 0; i < program.Commands.Count; i++)
        {
            try
            {
                tracker.Do(program.Commands[i]);
            }
            catch (Exception exception)
            {
                return $"After command {i}: {exception}";
            }

            model.Do(program.Commands[i]);
            IReadOnlyList<string> seen = tracker.Look();
            IReadOnlyList<string> expected = model.Look();
            if (!seen.SequenceEqual(expected))
            {
                return $"After command {i}:\n"
                    + string.Join('\n', expected.Except(seen).Select(static line => "  expected  " + line)
                        .Concat(seen.Except(expected).Select(static line => "  seen      " + line)));
            }
        }

        return null;
    }
}
