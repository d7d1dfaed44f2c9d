using GenTracker.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace GenTracker.Analyzers.Usage;

/// <summary>
/// GT1009: a child is adopted, at once or by a takeover, and nothing ends its registration. A discard, <c>_ = AddExisting(…)</c>, is allowed.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class RegistrationIgnoredAnalyzer() : RuleAnalyzer(DiagnosticDescriptors.RegistrationIgnored)
{
    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols known) => context.RegisterOperationAction(
        operation =>
        {
            if (Adoption.Read(operation.Operation, known) is { HasCompletion: false, IsIgnored: true } adoption && !adoption.EndsInSameMember(known))
            {
                operation.ReportDiagnostic(CreateDiagnostic(operation.Operation.Syntax.GetLocation(), adoption.Call.TargetMethod.Name));
            }
        },
        OperationKind.Invocation);
}
