using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using GenTracker.Generators.Declarations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace GenTracker.Generators.Endpoints;

/// <summary>Finds the calls that ASP.NET Core's generator of request delegates replaces, and the handlers that they are given.</summary>
internal static class MapCalls
{
    private const string GeneratedNamespace = "Microsoft.AspNetCore.Http.Generated";

    private static readonly HashSet<string> Names = ["MapGet", "MapPost", "MapPut", "MapDelete", "MapPatch", "Map", "MapMethods", "MapFallback"];

    /// <summary>Whether that generator runs: the SDK then lets it replace calls by those of its namespace.</summary>
    public static bool AreReplaced(ParseOptions options) =>
        AllowsNamespace(options, "InterceptorsNamespaces") || AllowsNamespace(options, "InterceptorsPreviewNamespaces");

    /// <summary>Whether a file may have such a call. It binds nothing.</summary>
    public static bool AreIn(SyntaxTree tree, CancellationToken cancellationToken) => InFile(tree, cancellationToken).Any();

    /// <summary>Finds the methods that handle the requests of a file.</summary>
    public static IEnumerable<IMethodSymbol> FindHandlers(SemanticModel model, CancellationToken cancellationToken)
    {
        foreach (InvocationExpressionSyntax call in InFile(model.SyntaxTree, cancellationToken))
        {
            if (model.GetOperation(call, cancellationToken) is not IInvocationOperation { TargetMethod: { } map } operation
                || map.ContainingAssembly.Name != "Microsoft.AspNetCore.Routing"
                || map.Parameters.LastOrDefault() is not { } last
                || !last.Type.Is("System", "Delegate"))
            {
                continue;
            }

            IArgumentOperation? argument = operation.Arguments.FirstOrDefault(given => given.Parameter?.Ordinal == last.Ordinal);
            if (argument is not null && FindMethod(argument.Value, model.Compilation, cancellationToken) is { } method) yield return method;
        }
    }

    private static bool AllowsNamespace(ParseOptions options, string feature) =>
        options.Features.TryGetValue(feature, out string? namespaces) && namespaces.Split(';').Any(static name => name.Trim() == GeneratedNamespace);

    private static IEnumerable<InvocationExpressionSyntax> InFile(SyntaxTree tree, CancellationToken cancellationToken) =>
        tree.GetRoot(cancellationToken).DescendantNodes().OfType<InvocationExpressionSyntax>().Where(static call =>
            call.Expression is MemberAccessExpressionSyntax { Name: IdentifierNameSyntax { Identifier.ValueText: var name } } && Names.Contains(name));

    private static IMethodSymbol? FindMethod(IOperation? handler, Compilation compilation, CancellationToken cancellationToken) => handler switch
    {
        IConversionOperation conversion => FindMethod(conversion.Operand, compilation, cancellationToken),
        IDelegateCreationOperation creation => FindMethod(creation.Target, compilation, cancellationToken),
        IAnonymousFunctionOperation lambda => lambda.Symbol,
        IMethodReferenceOperation reference => reference.Method,
        IFieldReferenceOperation { Field: { IsReadOnly: true } field } when FindInitializer(field, cancellationToken) is { } value =>
            FindMethod(compilation.GetSemanticModel(value.SyntaxTree).GetOperation(value, cancellationToken), compilation, cancellationToken),

        // Only the handler itself has the names of its parameters, which the generated code needs.
        { Type: INamedTypeSymbol { DelegateInvokeMethod: { Parameters.IsEmpty: true } invoke } } => invoke,
        _ => null,
    };

    private static ExpressionSyntax? FindInitializer(IFieldSymbol field, CancellationToken cancellationToken) => field.DeclaringSyntaxReferences
        .Select(reference => (reference.GetSyntax(cancellationToken) as VariableDeclaratorSyntax)?.Initializer?.Value)
        .FirstOrDefault();
}
