using System;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.CompilerServices;
using GenTracker.Analyzers.Tests.Harness;
using Xunit;
using Xunit.Sdk;

namespace GenTracker.Analyzers.Tests.RulePages;

/// <summary>How many cases are about one rule alone, counted where they stand: no figure of the table is kept by hand.</summary>
internal static class RuleCases
{
    private const string Suffix = "Tests";

    private static readonly string GeneratorTests = FindGeneratorTests();

    /// <summary>
    /// The cases of the test classes that are named after the rule's analyzer or its fix, and the cases of the generator's tests that name
    /// the rule, which are a line each. What is done with every rule, and with the examples of every page, is not counted.
    /// </summary>
    /// <param name="id">The rule.</param>
    public static int Of(string id) => typeof(RuleCases).Assembly.GetTypes().Where(type => IsAbout(type, id)).Sum(Count) + LinesThatName(id);

    private static bool IsAbout(Type type, string id) =>
        type.Name.EndsWith(Suffix, StringComparison.Ordinal)
        && (Components.Analyzers.Any(rule => rule.SupportedDiagnostics is [var only] && only.Id == id && IsNamedAfter(type, rule.GetType(), "Analyzer"))
            || Components.Fixes.Any(fix => fix.FixableDiagnosticIds.Contains(id) && IsNamedAfter(type, fix.GetType(), "")));

    private static bool IsNamedAfter(Type test, Type tested, string suffix) => test.Name == tested.Name[..^suffix.Length] + Suffix;

    private static int Count(Type type) => type.GetMethods().Sum(static method => method.GetCustomAttribute<FactAttribute>() switch
    {
        TheoryAttribute => method.GetCustomAttributes<DataAttribute>().Sum(data => data.GetData(method).Count()),
        FactAttribute => 1,
        null => 0,
    });

    private static int LinesThatName(string id) =>
        Directory.GetFiles(GeneratorTests, "*.cs").SelectMany(File.ReadLines).Count(line => line.Contains(id, StringComparison.Ordinal) && !line.TrimStart().StartsWith("//", StringComparison.Ordinal));

    private static string FindGeneratorTests([CallerFilePath] string thisFile = "") =>
        Path.GetFullPath(Path.Combine(thisFile, "..", "..", "..", "GenTracker.Generators.Tests"));
}
