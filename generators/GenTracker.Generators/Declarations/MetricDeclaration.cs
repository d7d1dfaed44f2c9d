using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using GenTracker.Generators.Model;
using Microsoft.CodeAnalysis;

namespace GenTracker.Generators.Declarations;

/// <summary>The options <c>Metric</c> and <c>Unit</c> of a property, checked.</summary>
internal static class MetricDeclaration
{
    /// <summary>The longest unit that OpenTelemetry takes.</summary>
    private const int MaxUnitLength = 63;

    /// <summary>Finds what is wrong with the metric; null if nothing is.</summary>
    /// <param name="property">The property.</param>
    /// <param name="metric">The metric.</param>
    /// <param name="options">All options of the property.</param>
    public static string? FindMetricError(TrackedPropertyDeclaration property, MetricKinds metric, IEnumerable<KeyValuePair<string, TypedConstant>> options)
    {
        ITypeSymbol type = property.Symbol.Type;
        if (type.TypeKind == TypeKind.Error) return null;
        bool isBool = type.SpecialType == SpecialType.System_Boolean;
        if (IsOn("Secret")) return "the attribute is secret, and a metric would tell it; remove one of them";
        if ((metric & ~MetricKinds.All) != 0) return "there is no such metric; combine Total, Sum, Final and PerChild";
        if (!IsMeasured(property))
            return $"a '{type.ToDisplayName()}' cannot be measured; only built-in numbers, TimeSpan and bool can";
        if (isBool && (metric & (MetricKinds.Total | MetricKinds.Final)) != 0)
            return "a bool has no total and no distribution; use Sum, the number of children that have it set, or PerChild";
        if (metric.HasFlag(MetricKinds.Total) && metric.HasFlag(MetricKinds.Sum))
            return "Total and Sum have one name; use Total for what children count, or Sum for what they have";
        return metric.HasFlag(MetricKinds.Total) ? FindTotalError() : null;

        bool IsOn(string name) => options.Any(option => option.Key == name && option.Value.Value is true);

        string? FindTotalError()
        {
            if (property.Symbol.SetMethod is not null) return "a total only rises, and a setter could lower it; remove the setter, or use Sum";
            if (!IsTotal(property)) return $"a '{type.ToDisplayName()}' can wrap around or lose counts, and a total is exact; make it a long, or use Sum";
            return options.Any(static option => option.Key is "Default" or "DefaultFrom")
                ? "a total is what was counted, and the first value was not; remove 'Default' and 'DefaultFrom', or use Sum"
                : null;
        }
    }

    /// <summary>Finds what is wrong with the unit; null if nothing is.</summary>
    /// <param name="property">The property.</param>
    /// <param name="unit">The unit.</param>
    public static string? FindUnitError(TrackedPropertyDeclaration property, string unit) =>
        property.Symbol.Type.TypeKind == TypeKind.Error ? null
        : property.IsTimeSpan ? "a TimeSpan is measured in seconds; remove it"
        : !property.IsNumber ? $"a '{property.Symbol.Type.ToDisplayName()}' is no number; remove it"
        : unit.Length is 0 or > MaxUnitLength || unit.Any(static letter => letter is < '!' or > '~')
            ? $"a unit has 1 to {MaxUnitLength} visible ASCII characters, as 'By' or '{{packet}}'; correct it, or remove it"
        : null;

    /// <summary>The name of a tracker or an attribute in the names of instruments, which have letters, digits and some signs of ASCII.</summary>
    public static string ToInstrumentName(string name)
    {
        StringBuilder text = new();
        for (int i = 0; i < name.Length; i++)
        {
            char letter = name[i];
            if (char.IsUpper(letter) && i > 0 && StartsWord(name, i)) text.Append('_');
            char lower = char.ToLowerInvariant(letter);
            text.Append(lower is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '.' or '-' or '/' ? lower : '_');
        }

        return text.ToString();
    }

    /// <summary>Whether a tracker's name makes the name of an instrument: its first character is a letter of ASCII, and no other one is lost.</summary>
    public static bool IsInstrumentName(string name) =>
        name.Length is > 0 and <= 100 && ToInstrumentName(name)[0] is >= 'a' and <= 'z' && name.All(static letter => letter is >= ' ' and <= '~');

    private static bool StartsWord(string name, int index) =>
        char.IsLower(name[index - 1])
        || char.IsDigit(name[index - 1])
        || (char.IsUpper(name[index - 1]) && index + 1 < name.Length && char.IsLower(name[index + 1]));

    private static bool IsMeasured(TrackedPropertyDeclaration property) =>
        property.IsTimeSpan
        || property.Symbol.Type.SpecialType == SpecialType.System_Boolean
        || NumericTypes.HasConstants(property.Symbol.Type)
        || property.Symbol.Type.Is("System", "Half");

    /// <summary>Whether the counter holds 64 bits, and throws rather than wraps around.</summary>
    private static bool IsTotal(TrackedPropertyDeclaration property) => property.IsTimeSpan || property.Symbol.Type.SpecialType is
        SpecialType.System_Int64 or SpecialType.System_UInt64 or SpecialType.System_IntPtr or SpecialType.System_UIntPtr;
}
