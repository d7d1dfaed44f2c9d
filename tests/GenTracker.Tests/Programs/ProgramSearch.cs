using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using GenTracker.Tests.Programs.Model;

namespace GenTracker.Tests.Programs;

/// <summary>Plays programs on the tracker and on the model, and compares all that can be seen after each step.</summary>
internal static class ProgramSearch
{
    /// <summary>
    /// The first of so many programs that fails, shrunk: its length, and all there is to say of it. Null where none fails. Also called over a
    /// broken runtime: so its types are no types of the tracker's.
    /// </summary>
    public static (int Length, string Report)? Find(int first, int count)
    {
        for (int number = first; number < first + count; number++)
        {
            var drawn = TrackerProgram.Draw(number);
            if (Play(drawn) is null)
                continue;
            TrackerProgram shrunk = ProgramShrinker.Shrink(drawn, static program => Play(program) is not null);
            var report = new StringBuilder();
            report.Append(CultureInfo.InvariantCulture, $"Program {number}, shrunk from {drawn.Commands.Count} commands to {shrunk.Commands.Count}");
            if (shrunk.MaxChildren != int.MaxValue)
                report.Append(CultureInfo.InvariantCulture, $", in a tracker for {shrunk.MaxChildren}");
            report.Append(":\n");
            for (int i = 0; i < shrunk.Commands.Count; i++)
                report.Append(CultureInfo.InvariantCulture, $"  {i,2}  {shrunk.Commands[i]}\n");
            report.Append(Play(shrunk)).Append(CultureInfo.InvariantCulture, $"\nTo play it again: GENTRACKER_SEED={number} GENTRACKER_PROGRAMS=1");
            return (shrunk.Commands.Count, report.ToString());
        }

        return null;
    }

    /// <summary>What went wrong; null where nothing did.</summary>
    public static string? Play(TrackerProgram program)
    {
        var tracker = new PlayedTracker(program.MaxChildren);
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
                    + string.Join('\n', expected.Except(seen).Select(static line => "  expected  " + line).Concat(seen.Except(expected).Select(static line => "  seen      " + line)));
            }
        }

        return null;
    }
}
