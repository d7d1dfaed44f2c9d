using System.Linq;
using GenTracker.Generators.Declarations;
using GenTracker.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace GenTracker.Analyzers.Usage;

/// <summary>GT1012: a constructor that opens children takes a common service as an argument, without <c>[Injected]</c>.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class InjectionMissingAnalyzer() : RuleAnalyzer(DiagnosticDescriptors.InjectionMissing)
{
    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols known) => context.RegisterSymbolAction(
        symbol =>
        {
            var constructor = (IMethodSymbol)symbol.Symbol;
            if (constructor is not
                {
                    MethodKind: MethodKind.Constructor,
                    DeclaredAccessibility: Accessibility.Public or Accessibility.Internal or Accessibility.ProtectedOrInternal
                }
                || constructor.ContainingType is not { IsAbstract: false } type
                || !known.IsOpenable(type)
                || !type.IsTracked())
            {
                return;
            }

            foreach (IParameterSymbol parameter in constructor.Parameters.Where(static parameter => IsService(parameter.Type) && !IsInjected(parameter)))
            {
                symbol.ReportDiagnostic(CreateDiagnostic(parameter.Locations[0], parameter.Name, parameter.Type.ToDisplayName()));
            }
        },
        SymbolKind.Method);

    private static bool IsService(ITypeSymbol type) =>
        type.Is("System", "IServiceProvider")
        || type.Is("Microsoft.Extensions.Logging", "ILogger")
        || type.Is("Microsoft.Extensions.Logging", "ILogger", arity: 1)
        || type.Is("Microsoft.Extensions.Options", "IOptions", arity: 1)
        || type.Is("Microsoft.Extensions.Options", "IOptionsMonitor", arity: 1)
        || type.Is("Microsoft.Extensions.Options", "IOptionsSnapshot", arity: 1);

    private static bool IsInjected(IParameterSymbol parameter) => parameter.GetAttributes().Any(static attribute =>
        attribute.AttributeClass.Is("GenTracker", "InjectedAttribute")
        || attribute.AttributeClass.Is("Microsoft.Extensions.DependencyInjection", "FromKeyedServicesAttribute"));
}
