using System;
using System.Collections.Generic;
using System.Linq;

namespace GenTracker.Tests.Programs;

/// <summary>
/// Makes a failing program minimal: without any of its commands, or with a simpler one, it passes. CsCheck shrinks by drawing again, which does not get there.
/// </summary>
internal static class ProgramShrinker
{
    /// <summary>Shrinks a program that fails.</summary>
    public static TrackerProgram Shrink(TrackerProgram program, Func<TrackerProgram, bool> fails)
    {
        while (Smaller(program).FirstOrDefault(fails) is { } smaller)
            program = smaller;
        return program;
    }

    /// <summary>All programs that are one step smaller, the largest steps first.</summary>
    private static IEnumerable<TrackerProgram> Smaller(TrackerProgram program)
    {
        Command[] commands = [.. program.Commands];
        for (int cut = commands.Length / 2; cut > 0; cut /= 2)
        {
            for (int at = commands.Length - cut; at >= 0; at--)
                yield return program with { Commands = [.. commands[..at], .. commands[(at + cut)..]] };
        }

        // A command that makes a child gives the children after it their numbers.
        for (int at = commands.Length - 1; at >= 0; at--)
            yield return program with { Commands = [.. commands[..at], .. commands[(at + 1)..].Select(CountOneChildLess)] };

        if (program.MaxChildren != int.MaxValue)
            yield return program with { MaxChildren = int.MaxValue };
        for (int at = 0; at < commands.Length; at++)
        {
            foreach (Command simpler in Simpler(commands[at]))
                yield return program with { Commands = [.. commands[..at], simpler, .. commands[(at + 1)..]] };
        }
    }

    private static Command CountOneChildLess(Command command) =>
        command is { IsOfChild: true, Number: > 0 } ? command with { Number = command.Number - 1 } : command;

    private static IEnumerable<Command> Simpler(Command command)
    {
        if (command.Kind == CommandKind.CloseAtOnce)
            yield return command with { Kind = CommandKind.Close };
        if (command.Kind is CommandKind.OpenNew or CommandKind.Reopen)
            yield return command with { Kind = CommandKind.Open };
        if (command.Kind is CommandKind.TakeOver)
            yield return command with { Kind = CommandKind.Adopt };
        if (command.Key != "a")
            yield return command with { Key = "a" };
        if (command.Number > 1)
            yield return command with { Number = command.Number / 2 };
        for (int child = 0; command.IsOfChild && child < command.Number - 1; child++)
            yield return command with { Number = child };
        if (command.Number > (command.Kind == CommandKind.WaitFor ? 1 : 0))
            yield return command with { Number = command.Number - 1 };
        ChildScript script = command.Script;
        if (script.Start != Behavior.Completes)
            yield return command with { Script = script with { Start = Behavior.Completes } };
        if (script.Run != Behavior.CanceledByToken)
            yield return command with { Script = script with { Run = Behavior.CanceledByToken } };
        if (script.End != Behavior.Completes)
            yield return command with { Script = script with { End = Behavior.Completes } };
        if (script.Restart != RestartPolicy.Temporary)
            yield return command with { Script = script with { Restart = RestartPolicy.Temporary } };
    }
}
