using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Analyzers.Usage;
using GenTracker.Generators.Declarations;
using GenTracker.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace GenTracker.CodeFixes.Usage;

/// <summary>GT1020: declares the properties by hand: as partial properties of the tracked class, and as properties of a part of the record.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(UnseenJsonCodeFix))]
[Shared]
public sealed class UnseenJsonCodeFix : EditingCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => [DiagnosticDescriptors.UnseenJson.Id];

    private protected override string Title => "Declare the generated properties by hand";

    private protected override async Task<bool> TryEditAsync(FixTarget target, CancellationToken cancellationToken)
    {
        if (target.Node.FirstAncestorOrSelf<TypeOfExpressionSyntax>() is not { } root) return false;
        SerializedTypes types = new(target.Model.Compilation.Assembly, target.Known);
        types.Visit(target.Model.GetTypeInfo(root.Type, cancellationToken).Type);
        if (types.Unseen.Count == 0) return false;
        foreach (UnseenMembers unseen in types.Unseen)
        {
            // The part of a tracker would need an accessibility and a base, and somebody who wants the whole tracker as JSON.
            if (unseen.Properties.IsEmpty) return false;
            foreach (IGrouping<INamedTypeSymbol, IPropertySymbol> group in
                unseen.Properties.GroupBy<IPropertySymbol, INamedTypeSymbol>(static property => property.ContainingType, SymbolEqualityComparer.Default))
            {
                if (!await TryDeclareAsync(target, group.Key, group, unseen.IsChild, cancellationToken).ConfigureAwait(false)) return false;
            }
        }

        return true;
    }

    private static async Task<bool> TryDeclareAsync(
        FixTarget target, INamedTypeSymbol owner, IEnumerable<IPropertySymbol> properties, bool isChild, CancellationToken cancellationToken)
    {
        TypeDeclarationSyntax? own = await FindOwnPartAsync(target, owner, cancellationToken).ConfigureAwait(false);
        TypeDeclarationSyntax? place = own ?? await FindOwnPartAsync(target, FindTrackedClass(owner), cancellationToken).ConfigureAwait(false);
        if (place is null || target.Solution.OriginalSolution.GetDocument(place.SyntaxTree) is not { } document) return false;
        SemanticModel? model = await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false);
        if (model is null) return false;
        NewMembers members = new(place, [.. properties.Select(property => (property.Name, TextOf(property, isChild, model, place)))]);
        DocumentEditor edits = await target.Solution.GetDocumentEditorAsync(document.Id, cancellationToken).ConfigureAwait(false);
        if (own is not null)
        {
            edits.ReplaceNode(own, (current, _) => members.AddTo((TypeDeclarationSyntax)current));
        }
        else if (!edits.GetChangedRoot().DescendantNodes().OfType<RecordDeclarationSyntax>().Any(record => record.Identifier.ValueText == owner.Name))
        {
            edits.InsertAfter(place, members.MakeRecord(SyntaxFacts.GetText(owner.DeclaredAccessibility), owner.Name));
        }

        return true;
    }

    /// <summary>The part that the user can edit; of a tracked class the one with <c>[Tracker]</c>.</summary>
    private static async Task<TypeDeclarationSyntax?> FindOwnPartAsync(FixTarget target, INamedTypeSymbol? type, CancellationToken cancellationToken)
    {
        if (type is null) return null;
        SyntaxTree? first = type.GetAttributes().FirstOrDefault(SymbolExtensions.IsTracker)?.ApplicationSyntaxReference?.SyntaxTree;
        foreach (SyntaxReference part in type.DeclaringSyntaxReferences.OrderBy(part => part.SyntaxTree != first))
        {
            if (target.Solution.OriginalSolution.GetDocument(part.SyntaxTree) is not null and not SourceGeneratedDocument)
                return await part.GetSyntaxAsync(cancellationToken).ConfigureAwait(false) as TypeDeclarationSyntax;
        }

        return null;
    }

    private static INamedTypeSymbol? FindTrackedClass(INamedTypeSymbol attrs)
    {
        INamespaceOrTypeSymbol container = (INamespaceOrTypeSymbol?)attrs.ContainingType ?? attrs.ContainingNamespace;
        return container.GetTypeMembers(attrs.Name.Substring(0, attrs.Name.Length - "Attrs".Length)).FirstOrDefault(SymbolExtensions.IsTracked);
    }

    private static string TextOf(IPropertySymbol property, bool isChild, SemanticModel model, SyntaxNode place)
    {
        string type = property.Type.ToMinimalDisplayString(model, place.SpanStart);
        string name = SyntaxFacts.GetKeywordKind(property.Name) == SyntaxKind.None ? property.Name : "@" + property.Name;
        return isChild ? $"public partial {type} {name} {{ get; }}" : $"public {type} {name} {{ get; init; }}";
    }

    /// <summary>Properties to declare, with the indentation and the line ends of a place.</summary>
    private sealed class NewMembers
    {
        private readonly (string Name, string Text)[] _members;
        private readonly string _indentation;
        private readonly string _innerIndentation;
        private readonly string _lineEnd;

        public NewMembers(TypeDeclarationSyntax place, (string Name, string Text)[] members)
        {
            _members = members;
            _indentation = TextLayout.Indentation(place).ToFullString();
            _innerIndentation = TextLayout.InnerIndentation(place).ToFullString();
            _lineEnd = TextLayout.LineEnd(place).ToFullString();
        }

        /// <summary>Adds the members that are not there at the beginning of a type, as other generators list them in this order.</summary>
        public TypeDeclarationSyntax AddTo(TypeDeclarationSyntax type)
        {
            MemberDeclarationSyntax[] added =
            [
                .. _members
                    .Where(member => !type.Members.OfType<PropertyDeclarationSyntax>().Any(existing => existing.Identifier.ValueText == member.Name))
                    .Select(member => Parse(_innerIndentation + member.Text + _lineEnd)),
            ];
            if (added.Length == 0) return type;
            bool hasBody = !type.OpenBraceToken.IsKind(SyntaxKind.None);
            SyntaxList<MemberDeclarationSyntax> members = type.Members.InsertRange(0, added);
            for (int i = 1; i <= added.Length && i < members.Count; i++)
                members = members.Replace(members[i], members[i].WithLeadingTrivia(members[i].GetLeadingTrivia().Insert(0, EndOfLine())));
            if (hasBody) return type.WithMembers(members);

            // What stands behind the semicolon stays on its line.
            SyntaxTriviaList end = type.SemicolonToken.TrailingTrivia;
            if (!end.Any(SyntaxKind.EndOfLineTrivia)) end = end.Add(EndOfLine());
            return type
                .WithSemicolonToken(default)
                .WithOpenBraceToken(
                    SyntaxFactory.Token(SyntaxKind.OpenBraceToken).WithLeadingTrivia(end.Add(Indentation())).WithTrailingTrivia(EndOfLine()))
                .WithMembers(members)
                .WithCloseBraceToken(SyntaxFactory.Token(SyntaxKind.CloseBraceToken).WithLeadingTrivia(Indentation()).WithTrailingTrivia(EndOfLine()));
        }

        public MemberDeclarationSyntax MakeRecord(string accessibility, string name)
        {
            string body = string.Join(_lineEnd, _members.Select(member => $"{_innerIndentation}{member.Text}{_lineEnd}"));
            return Parse($"{_lineEnd}{_indentation}{accessibility} readonly partial record struct {name}{_lineEnd}{_indentation}{{{_lineEnd}"
                + $"{body}{_indentation}}}{_lineEnd}");
        }

        private SyntaxTrivia EndOfLine() => SyntaxFactory.EndOfLine(_lineEnd);

        private SyntaxTrivia Indentation() => SyntaxFactory.Whitespace(_indentation);

        private static MemberDeclarationSyntax Parse(string text) => SyntaxFactory.ParseMemberDeclaration(text)!;
    }
}
