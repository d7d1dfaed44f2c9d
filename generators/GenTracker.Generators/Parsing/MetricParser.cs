using GenTracker.Generators.Declarations;
using GenTracker.Generators.Model;
using Microsoft.CodeAnalysis;

namespace GenTracker.Generators.Parsing;

/// <summary>Creates the model of a property's metric.</summary>
internal static class MetricParser
{
    /// <summary>Creates the model; null if the property has no metric.</summary>
    /// <param name="declaration">The property.</param>
    /// <param name="tracker">The name of the tracker.</param>
    public static MetricModel? Parse(TrackedPropertyDeclaration declaration, string tracker)
    {
        if (declaration.Metric == MetricKinds.None) return null;
        ITypeSymbol type = declaration.Symbol.Type;
        bool isReal = IsReal(declaration);
        (string start, string end) = type.SpecialType switch
        {
            SpecialType.System_Boolean => ("", ".Value ? 1 : 0"),
            SpecialType.System_Double or SpecialType.System_Int64 => ("", ".Value"),
            _ when declaration.IsTimeSpan => ("", ".Value"),
            _ when isReal => ("(double)", ".Value"),
            _ => ("(long)", ".Value"),
        };
        return new()
        {
            Factory = declaration.IsTimeSpan ? MetricModel.OfTimes : isReal ? "OfReals" : "OfIntegers",
            Instrument = Literals.Format($"{MetricDeclaration.ToInstrumentName(tracker)}.{MetricDeclaration.ToInstrumentName(declaration.Symbol.Name)}"),
            Kinds = (int)declaration.Metric,
            ReadStart = start,
            ReadEnd = end,
            InheritedField = declaration.Metric.HasFlag(MetricKinds.Total) && declaration.Survives ? FindInheritedField(declaration.Symbol) : null,
        };
    }

    /// <summary>Unsigned 64-bit numbers that can be set have values beyond those of <c>long</c>.</summary>
    private static bool IsReal(TrackedPropertyDeclaration declaration) => declaration.Symbol.Type.SpecialType switch
    {
        SpecialType.System_Single or SpecialType.System_Double or SpecialType.System_Decimal => true,
        SpecialType.System_UInt64 or SpecialType.System_UIntPtr => declaration.Symbol.SetMethod is not null,
        _ => declaration.Symbol.Type.Is("System", "Half"),
    };

    /// <summary>The field is beside the slots, which have the names of the properties.</summary>
    private static string FindInheritedField(IPropertySymbol property)
    {
        string name = property.Name + "Inherited";
        while (!property.ContainingType.GetMembers(name).IsEmpty) name += "_";
        return name;
    }
}
