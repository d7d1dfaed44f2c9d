using System.Linq;
using GenTracker.Generators.Declarations;
using GenTracker.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace GenTracker.Analyzers.Declarations;

/// <summary>GT0011: the key type has only reference equality. Interfaces and abstract classes are allowed: a derived class may define it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class KeyEqualityAnalyzer() : RuleAnalyzer(DiagnosticDescriptors.KeyWithoutEquality)
{
    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols known) => context.RegisterSymbolAction(
        symbol =>
        {
            AttributeData? attribute = symbol.Symbol.GetAttributes().FirstOrDefault(SymbolExtensions.IsTracker);
            if (attribute?.AttributeClass is { Arity: 1 } tracker && HasReferenceEquality(tracker.TypeArguments[0]))
            {
                SyntaxNode? syntax = attribute.ApplicationSyntaxReference?.GetSyntax(symbol.CancellationToken);
                GenericNameSyntax? name = (syntax as AttributeSyntax)?.DescendantNodes()
                    .OfType<GenericNameSyntax>()
                    .FirstOrDefault(static name => name.TypeArgumentList.Arguments.Count == 1);
                symbol.ReportDiagnostic(CreateDiagnostic(
                    name?.TypeArgumentList.Arguments[0].GetLocation() ?? symbol.Symbol.Locations[0],
                    tracker.TypeArguments[0].ToDisplayName(),
                    symbol.Symbol.Name));
            }
        },
        SymbolKind.NamedType);

    private static bool HasReferenceEquality(ITypeSymbol type) => type switch
    {
        { TypeKind: TypeKind.Array } => true,
        { Name: "ImmutableArray" } => type.Is("System.Collections.Immutable", "ImmutableArray", arity: 1),
        { Name: "Memory" or "ReadOnlyMemory" or "ArraySegment" } => type.Is("System", type.Name, arity: 1),
        INamedTypeSymbol { IsTupleType: true } tuple => tuple.TupleElements.Any(static element => HasReferenceEquality(element.Type)),
        { TypeKind: TypeKind.Class, IsAbstract: false, IsRecord: false } => !DefinesEquality(type),
        _ => false,
    };

    private static bool DefinesEquality(ITypeSymbol type)
    {
        if (type.AllInterfaces.Any(candidate =>
            candidate.Is("System", "IEquatable", arity: 1) && SymbolEqualityComparer.Default.Equals(candidate.TypeArguments[0], type)))
        {
            return true;
        }

        for (ITypeSymbol? up = type; up is not null && up.SpecialType != SpecialType.System_Object; up = up.BaseType)
        {
            if (up.GetMembers(nameof(Equals)).OfType<IMethodSymbol>().Any(static method => method.IsOverride && method.Parameters.Length == 1))
            {
                return true;
            }
        }

        return false;
    }
}
