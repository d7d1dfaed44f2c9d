using System.Linq;
using GenTracker.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace GenTracker.Analyzers.Usage;

/// <summary>GT1011: a child's <c>StartAsync</c> or <c>AfterTerminateAsync</c> does not implement the interface method, so the tracker never calls it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MissedInterfaceMemberAnalyzer() : RuleAnalyzer(DiagnosticDescriptors.MissedInterfaceMember)
{
    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols known) => context.RegisterSymbolAction(
        symbol =>
        {
            if (MissedInterfaceMember.Read((IMethodSymbol)symbol.Symbol, known) is { } found)
            {
                symbol.ReportDiagnostic(CreateDiagnostic(
                    found.Method.Locations[0],
                    found.Method.Name,
                    $"{found.InterfaceMethod.ContainingType.Name}.{found.InterfaceMethod.Name}",
                    DescribeRemedy(found)));
            }
        },
        SymbolKind.Method);

    private static string DescribeRemedy(MissedInterfaceMember found)
    {
        string parameters = string.Join(", ", found.InterfaceMethod.Parameters.Select(static parameter => $"{parameter.Type.Name} {parameter.Name}"));
        return found.LacksInterfaceOnly
            ? $"name '{found.InterfaceMethod.ContainingType.Name}' among the interfaces of '{found.Method.ContainingType.Name}'"
            : $"declare it as 'public Task {found.InterfaceMethod.Name}({parameters})'";
    }
}
