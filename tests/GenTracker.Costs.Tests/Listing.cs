using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

namespace GenTracker.Costs.Tests;

/// <summary>The machine code of one method, as the runtime lists it, on x64 or ARM64.</summary>
internal sealed partial class Listing
{
    private readonly string[] _instructions;

    private Listing(string name, string text)
    {
        Name = name;
        _instructions = [.. text.Split('\n').Where(static line => line.StartsWith("      ", StringComparison.Ordinal)).Select(static line => line.Trim())];
    }

    /// <summary>The class and the method: <c>CountContenders:Counter</c>.</summary>
    public string Name { get; }

    /// <summary>Instructions that no other processor can come into.</summary>
    public int Atomic => _instructions.Count(static instruction => AtomicPattern().IsMatch(instruction));

    /// <summary>
    /// Stores to the stack before the first of them, for which it would wait. Those of the frame itself (<c>push</c>) are none. Of x64 alone.
    /// </summary>
    public int StackStoresBeforeAtomic => _instructions
        .TakeWhile(static instruction => !AtomicPattern().IsMatch(instruction)).Count(static instruction => StackStorePattern().IsMatch(instruction));

    public int Calls => _instructions.Count(static instruction => CallPattern().IsMatch(instruction));

    /// <summary>Jumps that are taken or not.</summary>
    public int Branches => _instructions.Count(static instruction => BranchPattern().IsMatch(instruction));

    public override string ToString() => $"{Name}\n{string.Join('\n', _instructions)}";

    /// <summary>All methods that are listed in a text.</summary>
    public static IReadOnlyDictionary<string, Listing> In(string text) =>
        HeadPattern().Matches(text)
            .Zip(HeadPattern().Split(text).Where(static (_, part) => part % 2 == 0).Skip(1), static (head, body) => new Listing(head.Groups[1].Value, body))
                .ToDictionary(static listing => listing.Name);

    [GeneratedRegex(@"^; Assembly listing for method [\w.]*?(\w+:\w+)\(.*$", RegexOptions.Multiline)]
    private static partial Regex HeadPattern();

    // An exchange with memory is atomic on x64 without saying so.
    [GeneratedRegex(@"^(lock\b|xchg\s.*\[|(cas|swp|ldadd|ldset)\w*\s)")]
    private static partial Regex AtomicPattern();

    [GeneratedRegex(@"^v?mov\w*\s+\w+ +ptr \[r[bs]p")]
    private static partial Regex StackStorePattern();

    [GeneratedRegex(@"^(call|blr?)\s")]
    private static partial Regex CallPattern();

    [GeneratedRegex(@"^(j(?!mp)\w+|b(?!lr?\b)\w+|cbn?z|tbn?z)\s")]
    private static partial Regex BranchPattern();
}
