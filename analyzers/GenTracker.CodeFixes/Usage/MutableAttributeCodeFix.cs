using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Analyzers.Usage;
using GenTracker.Generators.Diagnostics;
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
            || (declaration.Initializer is { } initializer && !IsTargetTyped(initializer.Value)))
        {
            return false;
        }

        bool isNullable = declaration.Type is NullableTypeSyntax;
        if (!await AllUsesStayValidAsync(property, isNullable && immutable.IsValueType, target.Document.Project.Solution, cancellationToken).ConfigureAwait(false))
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
