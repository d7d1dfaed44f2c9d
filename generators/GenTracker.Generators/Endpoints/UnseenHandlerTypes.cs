using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using GenTracker.Generators.Declarations;
using GenTracker.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GenTracker.Generators.Endpoints;

/// <summary>
/// Finds the types of request handlers that ASP.NET Core's generator of request delegates writes into code that does not compile, because it does not see
/// what GenTracker generates in this project. Both generators see the same compilation, so what is unknown here is unknown there.
/// </summary>
internal sealed class UnseenHandlerTypes
{
    private const string Tracker = "Tracker", Attrs = "Attrs";

    private readonly SemanticModel _model;
    private readonly CancellationToken _cancellationToken;
    private readonly List<DiagnosticInfo> _found = [];

    /// <summary>The names of the types that reports demand to declare for the handler.</summary>
    private readonly HashSet<string> _toDeclare = [];

    private UnseenHandlerTypes(SemanticModel model, CancellationToken cancellationToken) => (_model, _cancellationToken) = (model, cancellationToken);

    /// <summary>Finds them in a file.</summary>
    public static IEnumerable<DiagnosticInfo> Find(SyntaxTree file, Compilation compilation, CancellationToken cancellationToken)
    {
        UnseenHandlerTypes types = new(compilation.GetSemanticModel(file), cancellationToken);
        foreach (IMethodSymbol method in MapCalls.FindHandlers(types._model, cancellationToken)) types.Check(method);
        return types._found;
    }

    private void Check(IMethodSymbol handler)
    {
        _toDeclare.Clear();
        foreach (IParameterSymbol parameter in handler.Parameters)
        {
            CheckWritten(parameter.Type, parameter);
            if (!parameter.GetAttributes().Any(static attribute => attribute.AttributeClass.Is("Microsoft.AspNetCore.Http", "AsParametersAttribute"))) continue;
            foreach (IPropertySymbol property in parameter.Type.GetMembers().OfType<IPropertySymbol>()) CheckWritten(property.Type, property);
        }

        if (!handler.ReturnType.ContainsError()) return;
        SyntaxNode? declaration = DeclarationOf(handler);
        if (TypeSyntaxOf(declaration) is { } written)
        {
            CheckWritten(handler.ReturnType, written);
        }
        else if (declaration is LambdaExpressionSyntax { Body: { } body, ArrowToken: var arrow }
            && body.DescendantNodesAndSelf().OfType<SimpleNameSyntax>().Any(IsUnseenMember))
        {
            Report(
                arrow.GetLocation(),
                "it cannot infer what this handler returns from members that GenTracker generates in this project",
                "write that type before the parameters of the handler");
        }
    }

    private void CheckWritten(ITypeSymbol type, ISymbol symbol)
    {
        if (type.ContainsError() && TypeSyntaxOf(DeclarationOf(symbol)) is { } written) CheckWritten(type, written);
    }

    private void CheckWritten(ITypeSymbol type, TypeSyntax written)
    {
        foreach (IErrorTypeSymbol unknown in UnknownParts(type))
        {
            if (FindTracked(unknown, out string suffix) is not { } tracked || IsSeen(unknown, tracked, suffix)) continue;
            string name = tracked.Name + suffix;
            _toDeclare.Add(name);
            Report(
                written.GetLocation(),
                $"it does not see '{name}', which GenTracker generates in this project",
                $"declare '{Declaration(tracked, suffix)}' beside '{tracked.Name}', or move '{tracked.Name}' to a class library");
        }
    }

    private void Report(Location location, string reason, string remedy)
    {
        if (_found.TrueForAll(reported => reported.Location != location || reported.Arguments[0] != reason))
        {
            _found.Add(DiagnosticInfo.Create(DiagnosticDescriptors.UnseenHandlerType, location, reason, remedy));
        }
    }

    private SyntaxNode? DeclarationOf(ISymbol symbol) => symbol.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(_cancellationToken);

    private static TypeSyntax? TypeSyntaxOf(SyntaxNode? declaration) => declaration switch
    {
        ParameterSyntax parameter => parameter.Type,
        PropertyDeclarationSyntax property => property.Type,
        ParenthesizedLambdaExpressionSyntax lambda => lambda.ReturnType,
        MethodDeclarationSyntax method => method.ReturnType,
        LocalFunctionStatementSyntax function => function.ReturnType,
        _ => null,
    };

    private static IEnumerable<IErrorTypeSymbol> UnknownParts(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => UnknownParts(array.ElementType),
        IErrorTypeSymbol unknown => [unknown],
        INamedTypeSymbol named => named.TypeArguments.SelectMany(UnknownParts),
        _ => [],
    };

    /// <summary>Finds the tracked class of an unknown type that is named like a generated one.</summary>
    private INamedTypeSymbol? FindTracked(IErrorTypeSymbol unknown, out string suffix)
    {
        suffix = unknown.Name.EndsWith(Tracker, StringComparison.Ordinal) ? Tracker : unknown.Name.EndsWith(Attrs, StringComparison.Ordinal) ? Attrs : "";
        if (suffix.Length == 0) return null;
        string name = unknown.Name.Substring(0, unknown.Name.Length - suffix.Length);
        return _model.Compilation.GetSymbolsWithName(name, SymbolFilter.Type, _cancellationToken)
            .OfType<INamedTypeSymbol>()
            .FirstOrDefault(SymbolExtensions.IsTracked);
    }

    /// <summary>
    /// Whether the name of an unknown type means it in the other generator's code too: that generator knows the namespace only if the user has written it, or
    /// if all files have it.
    /// </summary>
    private bool IsSeen(IErrorTypeSymbol unknown, INamedTypeSymbol tracked, string suffix) =>
        unknown.WithNullableAnnotation(NullableAnnotation.None).ToDisplayString(WithoutGlobal) == tracked.ToDisplayString(WithoutGlobal) + suffix
        || IsImportedEverywhere(tracked);

    private static readonly SymbolDisplayFormat WithoutGlobal =
        SymbolDisplayFormat.FullyQualifiedFormat.WithGlobalNamespaceStyle(SymbolDisplayGlobalNamespaceStyle.Omitted);

    /// <summary>Whether a global using lets all files name what is beside the tracked class.</summary>
    private bool IsImportedEverywhere(INamedTypeSymbol tracked)
    {
        ISymbol container = (ISymbol?)tracked.ContainingType ?? tracked.ContainingNamespace;
        return _model.Compilation.SyntaxTrees
            .SelectMany(tree => ((CompilationUnitSyntax)tree.GetRoot(_cancellationToken)).Usings)
            .Any(directive => directive.GlobalKeyword.IsKind(SyntaxKind.GlobalKeyword)
                && directive is { Alias: null, NamespaceOrType: { } imported }
                && SymbolEqualityComparer.Default.Equals(
                    _model.Compilation.GetSemanticModel(directive.SyntaxTree).GetSymbolInfo(imported, _cancellationToken).Symbol, container));
    }

    private static string Declaration(INamedTypeSymbol tracked, string suffix)
    {
        string accessibility = tracked.DeclaredAccessibility == Accessibility.Public ? "public" : "internal";
        if (suffix == Attrs) return $"{accessibility} readonly partial record struct {tracked.Name}{Attrs};";
        AttributeData attribute = tracked.GetAttributes().First(SymbolExtensions.IsTracker);
        string key = attribute.AttributeClass!.TypeArguments.FirstOrDefault()?.ToDisplayName() ?? "string";
        return $"{accessibility} partial class {tracked.Name}{Tracker} : Tracker<{key}, {tracked.Name}>;";
    }

    /// <summary>Whether a name is a member that GenTracker generates, of a type that the other generator knows or is told to declare.</summary>
    private bool IsUnseenMember(SimpleNameSyntax name)
    {
        if (ReceiverOf(name) is not { } receiver || _model.GetSymbolInfo(name, _cancellationToken).Symbol is not null) return false;
        return _model.GetTypeInfo(receiver, _cancellationToken).Type switch
        {
            // The members of the base class are known as soon as the tracker is declared, as the report of a parameter demands.
            IErrorTypeSymbol unknown => FindTracked(unknown, out string suffix) is not null
                && (suffix == Attrs || !_toDeclare.Contains(unknown.Name) || TrackerType?.GetMembers(name.Identifier.ValueText).IsEmpty == true),
            INamedTypeSymbol named => named.IsTracked() || named.TrackedBase() is not null || IsWrittenPart(named),
            _ => false,
        };
    }

    private INamedTypeSymbol? TrackerType => _model.Compilation.GetTypeByMetadataName("GenTracker.Tracker`2");

    private static bool IsWrittenPart(INamedTypeSymbol type)
    {
        INamespaceOrTypeSymbol container = (INamespaceOrTypeSymbol?)type.ContainingType ?? type.ContainingNamespace;
        return new[] { Tracker, Attrs }.Any(suffix => type.Name.EndsWith(suffix, StringComparison.Ordinal)
            && container.GetTypeMembers(type.Name.Substring(0, type.Name.Length - suffix.Length)).Any(SymbolExtensions.IsTracked));
    }

    private static ExpressionSyntax? ReceiverOf(SimpleNameSyntax name) => name.Parent switch
    {
        MemberAccessExpressionSyntax access when access.Name == name => access.Expression,
        MemberBindingExpressionSyntax binding => binding.Ancestors().OfType<ConditionalAccessExpressionSyntax>()
            .First(around => around.WhenNotNull.Span.Contains(binding.Span)).Expression,
        _ => null,
    };
}
