using System.Collections.Generic;

namespace GenTracker.Tests.Programs;

/// <summary>One step of a program.</summary>
/// <param name="Kind">What the step does.</param>
/// <param name="Key">The key that it is done to.</param>
/// <param name="Number">A child, a call, an amount or seconds: the kind says which.</param>
/// <param name="Script">How the child behaves that an opener or adopter brings.</param>
internal sealed record Command(CommandKind Kind, string Key, int Number, ChildScript Script)
{
    // The key says which value is set: one of them stands for null.
    private const string NullKey = "c";

    /// <summary>The values that attributes have.</summary>
    public static IReadOnlyList<string?> Values { get; } = [null, "a", "b"];

    /// <summary>Whether it is done to one of the children that ever existed, by its number.</summary>
    public bool IsOfChild => Kind is CommandKind.StopChild or CommandKind.Count or CommandKind.SetTeam or CommandKind.SetBadge or CommandKind.Take
        or CommandKind.Leave or CommandKind.RetireChild or CommandKind.LetGo or CommandKind.Fail;

    /// <summary>The value that an attribute is set to.</summary>
    public string? Value => Key == NullKey ? null : Key;

    public override string ToString() => Kind switch
    {
        CommandKind.Open or CommandKind.OpenNew or CommandKind.Reopen => $"{Kind} {Key} ({Script})",
        CommandKind.Adopt or CommandKind.TakeOver => $"{Kind} {Key} (owner {(Script.Run == Behavior.IgnoresToken ? "deaf" : "heeds")}, end {Script.End})",
        CommandKind.SetTeam or CommandKind.SetBadge => $"{Kind} child {Number} to {Value ?? "null"}",
        _ when IsOfChild => $"{Kind} child {Number}",
        CommandKind.WaitFor => $"wait for {Number} on {Key}",
        CommandKind.Cancel => $"cancel call {Number}",
        CommandKind.Advance => $"advance {Number} s",
        CommandKind.Settle or CommandKind.Watch or CommandKind.Close or CommandKind.CloseAtOnce => $"{Kind}",
        _ => $"{Kind} {Key}",
    };
}
