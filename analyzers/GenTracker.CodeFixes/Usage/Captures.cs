using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GenTracker.CodeFixes.Usage;

/// <summary>Tells what a lambda can use of the code around it.</summary>
internal static class Captures
{
    /// <summary>
    /// Whether the same code could stand in a lambda at this place. False for refs, spans, <c>this</c> of a struct, and what declares or awaits.
    /// </summary>
    public static bool AllowsIn(IOperation part) => part switch
    {
        { Type.IsRefLikeType: true } or IAwaitOperation => false,
        IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance } self => self.Type is not { IsValueType: true },
        IParameterReferenceOperation { Parameter: var parameter } => parameter.RefKind == RefKind.None && !IsStateOfStruct(parameter, part),
        ILocalReferenceOperation local => !local.Local.IsRef,
        IDeclarationExpressionOperation => false,
        IDeclarationPatternOperation { DeclaredSymbol: not null } => false,
        IRecursivePatternOperation { DeclaredSymbol: not null } or IListPatternOperation { DeclaredSymbol: not null } => false,
        _ => true,
    };

    /// <summary>Whether a method of a struct uses a parameter of the primary constructor, which is a field then.</summary>
    private static bool IsStateOfStruct(IParameterSymbol parameter, IOperation use) =>
        parameter.ContainingSymbol is IMethodSymbol { MethodKind: MethodKind.Constructor, ContainingType.IsValueType: true } constructor
        && !SymbolEqualityComparer.Default.Equals(use.SemanticModel?.GetEnclosingSymbol(use.Syntax.SpanStart), constructor);
}
