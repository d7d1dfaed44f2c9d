using System.Reflection;
using GenTracker.Generators.Diagnostics;
using GenTracker.Tests.Shared;
using Xunit.Sdk;

namespace GenTracker.Analyzers.Tests.RulePages;

/// <summary>Counts the test cases about one rule alone, so that nobody has to keep the numbers of the table by hand.</summary>
internal static class RuleCases
{
    private const string Suffix = "Tests";

    private static readonly string GeneratorTests = Path.Combine(MarkdownDocument.Repository, "tests", "GenTracker.Generators.Tests");

    /// <summary>
    /// Counts the cases of the test classes that are named after the rule's analyzer or fix, or after the rule if only the generator reports it, and the
    /// lines of the generator's tests that name the rule. Tests that run with every rule, or with the examples of every page, do not count.
    /// </summary>
    public static int CountFor(string id) =>
        typeof(RuleCases).Assembly.GetTypes().Where(type => IsAbout(type, id)).Sum(CountCases) + CountLinesThatName(id);

    private static bool IsAbout(Type type, string id) =>
        type.Name.EndsWith(Suffix, StringComparison.Ordinal)
        && (Components.Analyzers.Any(rule => rule.SupportedDiagnostics is [var only] && only.Id == id && IsNamedAfter(type, rule.GetType(), "Analyzer"))
            || Components.RulesOfGenerator.Any(rule => rule.Id == id && type.Name == NameOf(rule) + Suffix)
            || Components.Fixes.Any(fix => fix.FixableDiagnosticIds.Contains(id) && IsNamedAfter(type, fix.GetType(), "")));

    private static string NameOf(DiagnosticDescriptor rule) =>
        typeof(DiagnosticDescriptors).GetFields().Single(field => ReferenceEquals(field.GetValue(null), rule)).Name;

    private static bool IsNamedAfter(Type test, Type tested, string suffix) => test.Name == tested.Name[..^suffix.Length] + Suffix;

    private static int CountCases(Type type) => type.GetMethods().Sum(static method => method.GetCustomAttribute<FactAttribute>() switch
    {
        TheoryAttribute => method.GetCustomAttributes<DataAttribute>().Sum(data => data.GetData(method).Count()),
        FactAttribute => 1,
        null => 0,
    });

    private static int CountLinesThatName(string id) => Directory.GetFiles(GeneratorTests, "*.cs")
        .SelectMany(File.ReadLines)
        .Count(line => line.Contains(id, StringComparison.Ordinal) && !line.TrimStart().StartsWith("//", StringComparison.Ordinal));
}
