using System.Linq;
using GenTracker.Generators.Declarations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GenTracker.Analyzers.Usage;

/// <summary>A lookup by a string that is made only for it.</summary>
/// <param name="Text">The call that makes the string.</param>
/// <param name="Source">The span or string that the string is made from.</param>
/// <param name="IsSpan">Whether the source is a span. Otherwise it is a string, and the key is a part of it.</param>
internal sealed record SpanLookup(IInvocationOperation Text, IOperation Source, bool IsSpan)
{
    /// <summary>Reads a call. Null if it is not such a lookup, or if the tracker has no lookup by span.</summary>
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
        tracker?.GetMembers("Find")
            .OfType<IMethodSymbol>()
            .Any(static method => method.Parameters.Length == 1 && IsSpanOfChars(method.Parameters[0].Type)) == true;

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
