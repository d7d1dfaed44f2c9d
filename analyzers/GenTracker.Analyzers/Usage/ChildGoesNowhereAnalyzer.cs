using System.Linq;
using GenTracker.Generators.Declarations;
using GenTracker.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace GenTracker.Analyzers.Usage;

/// <summary>GT1010: a local holds a new child, and the code at most sets its attributes.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ChildGoesNowhereAnalyzer() : RuleAnalyzer(DiagnosticDescriptors.ChildGoesNowhere)
{
    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols known) => context.RegisterOperationAction(
        operation =>
        {
            var declarator = (IVariableDeclaratorOperation)operation.Operation;
            if (declarator.GetVariableInitializer()?.Value.UnwrapConversions() is IObjectCreationOperation { Type: { } type } creation
                && known.IsChild(type)
                && !declarator.IsUsingResource()
                && declarator.Symbol.FindUses(declarator.RootOperation()).All(use => IsWrite(use, known)))
            {
                operation.ReportDiagnostic(CreateDiagnostic(creation.Syntax.GetLocation(), type.ToDisplayName()));
            }
        },
        OperationKind.VariableDeclarator);

    /// <summary>Whether the use only sets an attribute of the child.</summary>
    private static bool IsWrite(ILocalReferenceOperation use, KnownSymbols known) =>
        use.Parent is IPropertyReferenceOperation { Parent: IAssignmentOperation assignment } property
        && assignment.Target == property
        && known.IsTrackedProperty(property.Property)
        && !assignment.IsValueUsed();
}
