using System;
using System.Linq;

namespace GenTracker.Package.Tests.DocumentedCommands;

/// <summary>A command of the pages, and who runs it.</summary>
/// <param name="Command">The command.</param>
/// <param name="Runner">Who runs it: a test by its name, or a reason why somebody must by hand.</param>
/// <param name="Short">How <see cref="ShortCommandTests"/> runs it, where they do.</param>
internal sealed record RegisteredCommand(PageCommand Command, string Runner, ShortCommand? Short = null)
{
    /// <summary>A command that is run shortened.</summary>
    /// <param name="page">The page that says it.</param>
    /// <param name="text">What it says.</param>
    /// <param name="sees">What is to be seen in the output.</param>
    /// <param name="substitutions">What is typed in place of which part of it.</param>
    public static RegisteredCommand Shortened(string page, string text, Action<CommandResult> sees, params (string Part, string Instead)[] substitutions) =>
        new(new PageCommand(page, text), nameof(ShortCommandTests), new ShortCommand(Substitute(text, substitutions), sees));

    /// <summary>A command that a test runs.</summary>
    /// <typeparam name="TTests">The test's class.</typeparam>
    /// <param name="test">The test's name.</param>
    /// <param name="page">The page that says it.</param>
    /// <param name="texts">What it says.</param>
    public static RegisteredCommand[] RunBy<TTests>(string test, string page, params string[] texts) =>
        [.. texts.Select(text => new RegisteredCommand(new PageCommand(page, text), $"{typeof(TTests).Name}.{test}"))];

    /// <summary>A command that no test runs.</summary>
    /// <param name="reason">Why not.</param>
    /// <param name="page">The page that says it.</param>
    /// <param name="texts">What it says.</param>
    public static RegisteredCommand[] ByHand(string reason, string page, params string[] texts) =>
        [.. texts.Select(text => new RegisteredCommand(new PageCommand(page, text), $"by hand: {reason}"))];

    private static string Substitute(string text, (string Part, string Instead)[] substitutions)
    {
        foreach ((string part, string instead) in substitutions)
        {
            if (!text.Contains(part, StringComparison.Ordinal)) throw new ArgumentException($"'{text}' has no '{part}' to substitute.", nameof(substitutions));
            text = text.Replace(part, instead, StringComparison.Ordinal);
        }

        return text;
    }
}
