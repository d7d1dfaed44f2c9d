using System.Linq;
using GenTracker.Generators.Validity;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GenTracker.Analyzers.Usage;

/// <summary>A string that is made only to be looked up.</summary>
/// <param name="Text">What makes the string.</param>
/// <param name="Source">What it is made of.</param>
/// <param name="IsSpan">Whether that is a span already; else it is a string, of which a part is taken.</param>
internal sealed record SpanLookup(IInvocationOperation Text, IOperation Source, bool IsSpan)
{
    /// <summary>Reads a call.</summary>
    /// <param name="call">The call.</param>
    /// <param name="known">GenTracker's types.</param>
    /// <returns>The lookup; null where it is none, or none that has a span form.</returns>
    public static SpanLookup? Read(IInvocationOperation call, KnownSymbols known)
    {
        if (!known.IsTrackerMethod(call.TargetMethod, "Find")
            || call.TargetMethod.Parameters is not { Length: 1 } parameters
            || parameters[0].Type.SpecialType != SpecialType.System_String
            || call.Arguments[0].Value.UnwrapConversions() is not IInvocationOperation { Instance: { } source } text
            || !HasSpanForm(call.Instance?.Type)
            || IsInExpressionTree(call))
        {
            return null;
        }

        return text.TargetMethod switch
        {
            { Name: "ToString", Parameters.Length: 0 } when IsSpanOfChars(source.Type) => new(text, source, IsSpan: true),
            { Name: "Substring", ContainingType.SpecialType: SpecialType.System_String } => new(text, source, IsSpan: false),
            _ => null,
        };
    }

    private static bool HasSpanForm(ITypeSymbol? tracker) =>
        tracker?.GetMembers("Find").OfType<IMethodSymbol>().Any(static method => method.Parameters.Length == 1 && IsSpanOfChars(method.Parameters[0].Type)) == true;

    private static bool IsSpanOfChars(ITypeSymbol? type) =>
        (type.Is("System", "ReadOnlySpan", arity: 1) || type.Is("System", "Span", arity: 1))
        && ((INamedTypeSymbol)type!).TypeArguments[0].SpecialType == SpecialType.System_Char;

    private static bool IsInExpressionTree(IOperation operation)
    {
        for (IOperation? up = operation; up is not null; up = up.Parent)
        {
            if (up is IAnonymousFunctionOperation { Parent: IConversionOperation { Type: INamedTypeSymbol { Name: "Expression" } } })
            {
                return true;
            }
        }

        return false;
    }
}
