using System;
using System.Linq;
using GenTracker.Generators.Declarations;
using GenTracker.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace GenTracker.Analyzers.Usage;

/// <summary>
/// GT1013: an argument of an open is kept with the child and ends with a request: its context, its token, a database context.
/// The token of the caller's own wait is not kept.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class RequestBoundAnalyzer() : RuleAnalyzer(DiagnosticDescriptors.RequestBound)
{
    /// <summary>Words in the names of tokens that are cancelled when the program ends, and not when a request ends.</summary>
    private static readonly string[] ShutdownWords = ["stopping", "shutdown", "lifetime"];

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols known) => context.RegisterOperationAction(
        operation =>
        {
            var call = (IInvocationOperation)operation.Operation;
            if (!known.IsOpenMethod(call.TargetMethod))
            {
                return;
            }

            foreach (IArgumentOperation argument in call.Arguments.Where(argument =>
                argument.ArgumentKind == ArgumentKind.Explicit && argument.Parameter?.Ordinal < call.TargetMethod.Parameters.Length - 1))
            {
                IOperation value = argument.Value.UnwrapConversions();
                IOperation? bound = value is IDelegateCreationOperation { Target: IAnonymousFunctionOperation factory }
                    ? factory.Body.Descendants().FirstOrDefault(inner => IsCaptured(inner, factory) && IsRequestBound(inner))
                    : IsRequestBound(value) ? value : null;
                if (bound is not null)
                {
                    operation.ReportDiagnostic(CreateDiagnostic(bound.Syntax.GetLocation(), bound.Syntax.ToString()));
                }
            }
        },
        OperationKind.Invocation);

    private static bool IsRequestBound(IOperation value) =>
        IsRequestType(value.Type) || (value.Type.Is("System.Threading", "CancellationToken") && IsRequestToken(value));

    private static bool IsRequestType(ITypeSymbol? type)
    {
        foreach (ITypeSymbol up in type.AndBases())
        {
            if (up.Is("Microsoft.AspNetCore.Http", "HttpContext")
                || up.Is("Microsoft.AspNetCore.Http", "HttpRequest")
                || up.Is("Microsoft.AspNetCore.Http", "HttpResponse")
                || up.Is("Microsoft.EntityFrameworkCore", "DbContext"))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the value is the token of a request or a parameter of a method, and its name does not mean the end of the program.</summary>
    private static bool IsRequestToken(IOperation value) => value switch
    {
        IPropertyReferenceOperation { Property.Name: "RequestAborted" } => true,
        IParameterReferenceOperation { Parameter: { Name: var name, ContainingSymbol: IMethodSymbol { MethodKind: not MethodKind.Constructor } } } =>
            !NamesShutdown(name),
        _ => false,
    };

    private static bool NamesShutdown(string name) => ShutdownWords.Any(end => name.IndexOf(end, StringComparison.OrdinalIgnoreCase) >= 0);

    /// <summary>Whether the variable is declared outside of the factory, and not by a function inside of it.</summary>
    private static bool IsCaptured(IOperation inner, IAnonymousFunctionOperation factory) => inner switch
    {
        IParameterReferenceOperation parameter => !IsDeclaredIn(parameter.Parameter, factory.Syntax),
        ILocalReferenceOperation local => !IsDeclaredIn(local.Local, factory.Syntax),
        _ => false,
    };

    private static bool IsDeclaredIn(ISymbol variable, SyntaxNode function) =>
        variable.Locations.Any(place => place.SourceTree == function.SyntaxTree && function.Span.Contains(place.SourceSpan));
}
