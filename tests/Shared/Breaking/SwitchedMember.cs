using System.Globalization;
using System.Linq;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace GenTracker.Breaking;

/// <summary>The body of a member that has the code of several variants beside its own.</summary>
internal static class SwitchedMember
{
    /// <summary>The type that says which variant runs; its field <see cref="Number"/> is negative if none does.</summary>
    public const string Selector = "GenTracker.Breaking.VariantSelector";

    /// <summary>The field of <see cref="Selector"/>.</summary>
    public const string Number = "Number";

    /// <summary>The source of <see cref="Selector"/>.</summary>
    public const string SelectorSource =
        $"namespace GenTracker.Breaking {{ internal static class VariantSelector {{ public static int {Number} = -1; }} }}";

    /// <summary>The body of the member, or of its accessor, that holds the code; null if the code is not inside a body.</summary>
    public static SyntaxNode? BodyAround(SyntaxNode holder, TextSpan code) => holder.FindNode(code).AncestorsAndSelf().FirstOrDefault(
        node => node is BlockSyntax or ArrowExpressionClauseSyntax
            && CodeOf(node).Span.Contains(code)
            && node.Parent is BaseMethodDeclarationSyntax or AccessorDeclarationSyntax or PropertyDeclarationSyntax);

    /// <summary>The body with the variants.</summary>
    /// <param name="body">The body as it is.</param>
    /// <param name="variants">The changes of each variant, by its number.</param>
    public static TextChange Replace(SyntaxNode body, ILookup<int, TextChange> variants)
    {
        var text = new StringBuilder("{ ");
        foreach (IGrouping<int, TextChange> variant in variants)
            text.Append(CultureInfo.InvariantCulture, $"if ({Selector}.{Number} == {variant.Key})\n{Block(body, [.. variant])}\nelse ");
        text.Append(CultureInfo.InvariantCulture, $"\n{Block(body)}\n}}");
        return body.Parent is PropertyDeclarationSyntax
            ? new TextChange(WithSemicolon(body), $"{{ get {text} }}")
            : new TextChange(body is BlockSyntax ? body.Span : WithSemicolon(body), text.ToString());
    }

    /// <summary>The code of one variant as a block.</summary>
    private static string Block(SyntaxNode body, params TextChange[] changes)
    {
        SyntaxNode code = CodeOf(body);
        string text = body.SyntaxTree.GetText().GetSubText(code.Span)
            .WithChanges(changes.OrderBy(static change => change.Span.Start)
                .Select(change => new TextChange(new TextSpan(change.Span.Start - code.SpanStart, change.Span.Length), change.NewText!)))
            .ToString();
        return body is BlockSyntax ? text : $"{{ {(ReturnsValue(body.Parent!) ? "return " : "")}{text}; }}";
    }

    private static SyntaxNode CodeOf(SyntaxNode body) => body is ArrowExpressionClauseSyntax arrow ? arrow.Expression : body;

    private static bool ReturnsValue(SyntaxNode member) => member switch
    {
        MethodDeclarationSyntax method => !(method.ReturnType is PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.VoidKeyword }
            || (method.Modifiers.Any(SyntaxKind.AsyncKeyword) && method.ReturnType is IdentifierNameSyntax)),
        AccessorDeclarationSyntax accessor => accessor.IsKind(SyntaxKind.GetAccessorDeclaration),
        PropertyDeclarationSyntax or OperatorDeclarationSyntax or ConversionOperatorDeclarationSyntax => true,
        _ => false,
    };

    private static TextSpan WithSemicolon(SyntaxNode arrow) => TextSpan.FromBounds(arrow.SpanStart, arrow.GetLastToken().GetNextToken().Span.End);
}
