using System.Linq;
using GenTracker.Generators.Declarations;
using GenTracker.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace GenTracker.Analyzers.Usage;

/// <summary>GT1010: a local holds a new child, and the code at most sets its attributes and counts on it.</summary>
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

    /// <summary>Whether the use only writes an attribute of the child, and nobody looks at the result.</summary>
    private static bool IsWrite(ILocalReferenceOperation use, KnownSymbols known) => use.Parent switch
    {
        IPropertyReferenceOperation { Parent: { } write and (IAssignmentOperation or IIncrementOrDecrementOperation) } =>
            ThrowingWrite.Read(write, known)?.Child == use && !write.IsValueUsed(),
        IInvocationOperation call => call.Instance == use
            && !call.IsValueUsed()
            && (ThrowingWrite.Read(call, known) ?? ThrowingWrite.ReadAttempt(call, known)) is not null
            && call.Arguments.All(static argument => argument.Parameter?.RefKind != RefKind.Out || argument.IsDiscard()),
        _ => false,
    };
}
