using System;
using System.Collections.Generic;

namespace GenTracker.Tests.Programs;

/// <summary>Commands for a tracker with a limit of children. A program always does the same.</summary>
internal sealed record TrackerProgram(int MaxChildren, IReadOnlyList<Command> Commands)
{
    private const int MostCommands = 40;

    private static readonly string[] Keys = ["a", "b", "c"];

    // In percent.
    private static readonly (CommandKind Kind, int Weight)[] Weights =
    [
        (CommandKind.Open, 15), (CommandKind.OpenNew, 2), (CommandKind.Reopen, 5), (CommandKind.TakeOver, 4), (CommandKind.Stop, 7),
        (CommandKind.StopChild, 3), (CommandKind.Adopt, 4), (CommandKind.Release, 4), (CommandKind.CountByKey, 2), (CommandKind.Count, 3),
        (CommandKind.SetTeam, 2), (CommandKind.SetBadge, 4),
        (CommandKind.Take, 2), (CommandKind.Leave, 2), (CommandKind.Retire, 3), (CommandKind.RetireChild, 2), (CommandKind.WaitFor, 3),
        (CommandKind.Settle, 1), (CommandKind.Cancel, 4), (CommandKind.Watch, 2), (CommandKind.LetGo, 10), (CommandKind.Fail, 5),
        (CommandKind.Advance, 9), (CommandKind.Close, 1), (CommandKind.CloseAtOnce, 1),
    ];

    /// <summary>The program with this number.</summary>
    public static TrackerProgram Generate(int number)
    {
        var random = new Random(number);
        int room = random.Next(4) == 0 ? 1 + random.Next(3) : int.MaxValue;
        var commands = new Command[1 + random.Next(MostCommands)];
        for (int i = 0; i < commands.Length; i++)
            commands[i] = GenerateCommand(random);
        return new TrackerProgram(room, commands);
    }

    private static Command GenerateCommand(Random random)
    {
        int drawn = random.Next(100);
        CommandKind kind = CommandKind.Open;
        foreach ((CommandKind candidate, int weight) in Weights)
        {
            kind = candidate;
            drawn -= weight;
            if (drawn < 0)
                break;
        }

        int number = kind switch
        {
            CommandKind.Advance => random.Next(8) == 0 ? 60 : 1 + random.Next(6),
            CommandKind.WaitFor => 1 + random.Next(3),
            _ => random.Next(8),
        };
        var script = new ChildScript(GenerateBehavior(random, 6), GenerateBehavior(random, 3), GenerateBehavior(random, 6), (RestartPolicy)random.Next(3));
        return new Command(kind, Keys[random.Next(Keys.Length)], number, script);
    }

    // The usual behavior is this many times more frequent than each of the others: a run waits, any other method returns at once.
    private static Behavior GenerateBehavior(Random random, int usual)
    {
        int drawn = random.Next(4 + usual);
        return drawn < 4 ? (Behavior)(drawn + 1) : usual < 6 ? Behavior.CanceledByToken : Behavior.Completes;
    }
}
