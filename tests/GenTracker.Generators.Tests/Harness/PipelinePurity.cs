using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using Xunit;

namespace GenTracker.Generators.Tests.Harness;

/// <summary>
/// Visits all objects that the pipeline keeps, and finds those that it must not keep. A symbol or compilation holds the whole program in
/// memory and is never equal to the next one. A node, tree or location changes with every edit of its file.
/// </summary>
internal static class PipelinePurity
{
    private static readonly Type[] Forbidden =
    [
        typeof(ISymbol), typeof(Compilation), typeof(SemanticModel), typeof(SyntaxNode), typeof(SyntaxTree), typeof(SyntaxReference),
        typeof(Location), typeof(AttributeData), typeof(SourceText), typeof(Diagnostic), typeof(SyntaxToken), typeof(SyntaxTrivia),
        typeof(SyntaxList<>), typeof(SyntaxTokenList),
    ];

    public static void AssertPure(GeneratorRunResult result)
    {
        foreach ((string step, var runs) in result.TrackedSteps)
        {
            if (!step.StartsWith("GenTracker.", StringComparison.Ordinal)) continue;
            foreach (object? value in runs.SelectMany(static run => run.Outputs).Select(static output => output.Value))
            {
                if (FindForbidden(value) is { } path) Assert.Fail($"The step {step} keeps an object that it must not keep: {path}");
            }
        }
    }

    /// <summary>The path to the first object that must not be kept, or null.</summary>
    public static string? FindForbidden(object? root)
    {
        HashSet<object> seen = new(ReferenceEqualityComparer.Instance);
        return Visit(root, root?.GetType().Name ?? "", seen);
    }

    private static string? Visit(object? value, string path, HashSet<object> seen)
    {
        if (value is null or string || value.GetType().IsPrimitive || value.GetType().IsEnum || value is Delegate) return null;
        Type type = value.GetType();
        if (Forbidden.Any(IsOfForbiddenType)) return $"{path} is a {type.Name}";
        if (!type.IsValueType && !seen.Add(value)) return null;
        if (value is IEnumerable items and not string)
        {
            int index = 0;
            foreach (object? item in items)
            {
                if (Visit(item, $"{path}[{index++}]", seen) is { } found) return found;
            }
        }

        for (Type? declared = type; declared is not null && declared != typeof(object); declared = declared.BaseType)
        {
            foreach (FieldInfo field in declared.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                if (Visit(field.GetValue(value), $"{path}.{field.Name}", seen) is { } found) return found;
            }
        }

        return null;

        bool IsOfForbiddenType(Type forbidden) => forbidden.IsAssignableFrom(type) || (type.IsGenericType && type.GetGenericTypeDefinition() == forbidden);
    }
}
