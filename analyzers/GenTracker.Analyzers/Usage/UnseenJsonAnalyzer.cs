using System.Linq;
using System.Threading;
using GenTracker.Generators.Declarations;
using GenTracker.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace GenTracker.Analyzers.Usage;

/// <summary>
/// GT1020: a context of System.Text.Json serializes generated members of its own project. Generators do not see each other's output, so the JSON lacks these
/// members. Nothing is missing if they come from another project, or if the user has declared them.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnseenJsonAnalyzer() : RuleAnalyzer(DiagnosticDescriptors.UnseenJson)
{
    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols known) => context.RegisterSymbolAction(
        symbol =>
        {
            var type = (INamedTypeSymbol)symbol.Symbol;
            if (!type.BaseType.Is("System.Text.Json.Serialization", "JsonSerializerContext")) return;
            foreach (AttributeData attribute in type.GetAttributes())
            {
                if (attribute.AttributeClass.Is("System.Text.Json.Serialization", "JsonSerializableAttribute")
                    && attribute.ConstructorArguments.FirstOrDefault().Value is ITypeSymbol root
                    && FindType(attribute, symbol.CancellationToken) is { } place)
                {
                    SerializedTypes types = new(symbol.Compilation.Assembly, known);
                    types.Visit(root);
                    foreach (UnseenMembers unseen in types.Unseen)
                        symbol.ReportDiagnostic(CreateDiagnostic(place, unseen.Names, unseen.Owner.Name, unseen.Remedy));
                }
            }
        },
        SymbolKind.NamedType);

    private static Location? FindType(AttributeData attribute, CancellationToken cancellationToken)
    {
        if (attribute.ApplicationSyntaxReference?.GetSyntax(cancellationToken) is not AttributeSyntax syntax) return null;
        return (syntax.ArgumentList?.Arguments.FirstOrDefault()?.Expression as TypeOfExpressionSyntax)?.Type.GetLocation() ?? syntax.GetLocation();
    }
}
