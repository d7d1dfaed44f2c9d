using System;
using System.Collections.Generic;

namespace GenTracker.Tests.Programs;

/// <summary>What is done to a tracker with room for so many children. The same program always does the same.</summary>
internal sealed record TrackerProgram(int MaxChildren, IReadOnlyList<Command> Commands)
{
    private const int MostCommands = 40;

    private static readonly string[] Keys = ["a", "b", "c"];

    // How often each is drawn, among a hundred.
    private static readonly (Verb Verb, int Weight)[] Verbs =
    [
        (Verb.Open, 22), (Verb.Stop, 9), (Verb.Adopt, 5), (Verb.Release, 4), (Verb.CountByKey, 5), (Verb.Count, 5), (Verb.Take, 4), (Verb.Leave, 2),
        (Verb.Retire, 4), (Verb.WaitFor, 4), (Verb.Settle, 2), (Verb.Cancel, 4), (Verb.Watch, 2), (Verb.LetGo, 10), (Verb.Fail, 5), (Verb.Advance, 11),
        (Verb.Close, 1), (Verb.CloseAtOnce, 1),
    ];

    /// <summary>The program of a number.</summary>
    public static TrackerProgram Draw(int number)
    {
        var random = new Random(number);
        int room = random.Next(4) == 0 ? 1 + random.Next(3) : int.MaxValue;
        var commands = new Command[1 + random.Next(MostCommands)];
        for (int i = 0; i < commands.Length; i++)
            commands[i] = DrawCommand(random);
        return new TrackerProgram(room, commands);
    }

    private static Command DrawCommand(Random random)
    {
        int drawn = random.Next(100);
        Verb verb = Verb.Open;
        foreach ((Verb candidate, int weight) in Verbs)
        {
            verb = candidate;
            drawn -= weight;
            if (drawn < 0)
                break;
        }

        int number = verb switch
        {
            Verb.Advance => random.Next(8) == 0 ? 60 : 1 + random.Next(6),
            Verb.WaitFor => 1 + random.Next(3),
            _ => random.Next(8),
        };
        var plan = new Plan(DrawManner(random, 6), DrawManner(random, 3), DrawManner(random, 6), (RestartPolicy)random.Next(3));
        return new Command(verb, Keys[random.Next(Keys.Length)], number, plan);
    }

    // A step that ends at once is the most usual one, so many times more than each of the others; a run that waits is.
    private static Manner DrawManner(Random random, int usual)
    {
        int drawn = random.Next(4 + usual);
        return drawn < 4 ? (Manner)(drawn + 1) : usual < 6 ? Manner.Waits : Manner.Goes;
    }
}
