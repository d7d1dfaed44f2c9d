using System;
using System.Collections.Generic;
using System.Linq;

namespace GenTracker.Tests.Programs;

/// <summary>Makes a failing program as small as it can be made: nothing can be left out of it or made plainer without its coming right.</summary>
internal static class ProgramShrinker
{
    /// <summary>Shrinks a program that fails.</summary>
    public static TrackerProgram Shrink(TrackerProgram program, Func<TrackerProgram, bool> fails)
    {
        while (Smaller(program).FirstOrDefault(fails) is { } smaller)
            program = smaller;
        return program;
    }

    /// <summary>All that is one step smaller, the largest steps first.</summary>
    private static IEnumerable<TrackerProgram> Smaller(TrackerProgram program)
    {
        Command[] commands = [.. program.Commands];
        for (int cut = commands.Length / 2; cut > 0; cut /= 2)
        {
            for (int at = commands.Length - cut; at >= 0; at--)
                yield return program with { Commands = [.. commands[..at], .. commands[(at + cut)..]] };
        }

        if (program.MaxChildren != int.MaxValue)
            yield return program with { MaxChildren = int.MaxValue };
        for (int at = 0; at < commands.Length; at++)
        {
            foreach (Command plainer in Plainer(commands[at]))
                yield return program with { Commands = [.. commands[..at], plainer, .. commands[(at + 1)..]] };
        }
    }

    private static IEnumerable<Command> Plainer(Command command)
    {
        if (command.Verb == Verb.CloseAtOnce)
            yield return command with { Verb = Verb.Close };
        if (command.Key != "a")
            yield return command with { Key = "a" };
        if (command.Number > 1)
            yield return command with { Number = command.Number / 2 };
        if (command.Number > (command.Verb == Verb.WaitFor ? 1 : 0))
            yield return command with { Number = command.Number - 1 };
        Plan plan = command.Plan;
        if (plan.Start != Manner.Goes)
            yield return command with { Plan = plan with { Start = Manner.Goes } };
        if (plan.Run != Manner.Waits)
            yield return command with { Plan = plan with { Run = Manner.Waits } };
        if (plan.End != Manner.Goes)
            yield return command with { Plan = plan with { End = Manner.Goes } };
        if (plan.Restart != RestartPolicy.Temporary)
            yield return command with { Plan = plan with { Restart = RestartPolicy.Temporary } };
    }
}
