using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Analyzers.Usage;
using GenTracker.Generators.Declarations;
using GenTracker.Generators.Diagnostics;
using GenTracker.Generators.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.FindSymbols;

namespace GenTracker.CodeFixes.Usage;

/// <summary>GT1003: takes the immutable type, if all uses of the attribute compile unchanged.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MutableAttributeCodeFix))]
[Shared]
public sealed class MutableAttributeCodeFix : EditingCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => [DiagnosticDescriptors.MutableAttribute.Id];

    private protected override string Title => "Use the immutable type";

    private protected override async Task<bool> TryEditAsync(FixTarget target, CancellationToken cancellationToken)
    {
        if (target.Node.FirstAncestorOrSelf<PropertyDeclarationSyntax>() is not { } declaration
            || target.Model.GetDeclaredSymbol(declaration, cancellationToken) is not { } property
            || ImmutableEquivalent.Find(property.Type, target.Model.Compilation) is not { } immutable
            || SignificantTrivia.ExistsIn(declaration.Type)
            || PropertyFix.IsConstrainedByOtherTypes(property)
            || HasDefaultFrom(property)
            || (declaration.Initializer is { } initializer && !IsTargetTyped(initializer.Value)))
        {
            return false;
        }

        bool isNullable = declaration.Type is NullableTypeSyntax;
        if (!await AllUsesStayValidAsync(property, isNullable && immutable.IsValueType, target.Document.Project.Solution, cancellationToken)
            .ConfigureAwait(false))
        {
            return false;
        }

        DocumentEditor edits = await target.GetDocumentEditorAsync(cancellationToken).ConfigureAwait(false);
        TypeSyntax type = ShortNames.Create(immutable.WithNullableAnnotation(NullableAnnotation.NotAnnotated), target.Model, declaration.SpanStart);
        edits.ReplaceNode(declaration.Type, (current, _) => (isNullable ? SyntaxFactory.NullableType(type) : type).WithTriviaFrom(current));
        return true;
    }

    /// <summary>
    /// Whether every use means the same with the immutable type: the property is enumerated, indexed, or set to a target-typed value. A nullable
    /// struct may only be set.
    /// </summary>
    private static async Task<bool> AllUsesStayValidAsync(
        IPropertySymbol property, bool isNullableStruct, Solution solution, CancellationToken cancellationToken)
    {
        foreach (ISymbol generated in FindGenerated(property))
        {
            if ((await SymbolFinder.FindReferencesAsync(generated, solution, cancellationToken).ConfigureAwait(false))
                .SelectMany(static found => found.Locations)
                .Any(static location => location.Document is not SourceGeneratedDocument))
            {
                return false;
            }
        }

        foreach (ReferencedSymbol referenced in await SymbolFinder.FindReferencesAsync(property, solution, cancellationToken).ConfigureAwait(false))
        {
            foreach (ReferenceLocation location in referenced.Locations.Where(static location => location.Document is not SourceGeneratedDocument))
            {
                SyntaxNode? root = await location.Document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false);
                if (root?.FindNode(location.Location.SourceSpan) is not ExpressionSyntax name || !StaysValid(name, isNullableStruct))
                {
                    return false;
                }
            }
        }

        return true;
    }

    /// <summary>Whether a member of the class gives the first value, and with it the type.</summary>
    private static bool HasDefaultFrom(IPropertySymbol property) => property.GetAttributes().Any(static attribute =>
        attribute.IsTrackedAttr() && attribute.NamedArguments.Any(static option => option.Key == "DefaultFrom"));

    /// <summary>The generated members that have the type of the attribute too: <c>ExchangeX</c>, <c>UpdateX</c>, and the property of the record.</summary>
    private static IEnumerable<ISymbol> FindGenerated(IPropertySymbol property)
    {
        INamedTypeSymbol child = property.ContainingType;
        INamespaceOrTypeSymbol container = (INamespaceOrTypeSymbol?)child.ContainingType ?? child.ContainingNamespace;
        return child.GetMembers(GeneratedNames.SettableMemberName(SettableMembers.Exchange, property.Name))
            .Concat(child.GetMembers(GeneratedNames.SettableMemberName(SettableMembers.Update, property.Name)))
            .Concat(container.GetTypeMembers(child.Name + "Attrs").SelectMany(attrs => attrs.GetMembers(property.Name)));
    }

    private static bool StaysValid(ExpressionSyntax name, bool isNullableStruct)
    {
        ExpressionSyntax use = name.Parent is MemberAccessExpressionSyntax access && access.Name == name ? access : name;
        return use.Parent switch
        {
            not AssignmentExpressionSyntax when isNullableStruct => false,
            ForEachStatementSyntax loop => loop.Expression == use,
            AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression, Right: var value } assignment =>
                assignment.Left == use && IsTargetTyped(value),
            ElementAccessExpressionSyntax { Parent: not AssignmentExpressionSyntax } element =>
                element.Expression == use && element.Parent is not (PrefixUnaryExpressionSyntax or PostfixUnaryExpressionSyntax or ArgumentSyntax),
            MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Length" or "Count" } size =>
                size.Expression == use && size.Parent is not InvocationExpressionSyntax,
            _ => false,
        };
    }

    /// <summary>Whether the value is a collection expression, <c>default</c> or <c>null</c>.</summary>
    private static bool IsTargetTyped(ExpressionSyntax value) => value switch
    {
        PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression } suppressed => IsTargetTyped(suppressed.Operand),
        _ => value is CollectionExpressionSyntax || value.Kind() is SyntaxKind.DefaultLiteralExpression or SyntaxKind.NullLiteralExpression,
    };
}
