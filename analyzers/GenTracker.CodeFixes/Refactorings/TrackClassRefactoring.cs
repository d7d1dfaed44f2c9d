using System.Collections.Generic;
using System.Composition;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Generators.Declarations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeRefactorings;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.FindSymbols;

namespace GenTracker.CodeFixes.Refactorings;

/// <summary>
/// Makes a class a tracked class that can be opened: adds <c>[Tracker]</c>, <c>partial</c>, <c>ITrackedChild</c>, a run that lasts until the child is
/// stopped, and the <c>using</c>.
/// </summary>
[ExportCodeRefactoringProvider(LanguageNames.CSharp, Name = nameof(TrackClassRefactoring))]
[Shared]
public sealed class TrackClassRefactoring : EditingRefactoring
{
    private protected override string Title => "Track this class";

    private protected override async Task<INamedTypeSymbol?> TryEditAsync(FixTarget target, CancellationToken cancellationToken)
    {
        if (target.Node is not ClassDeclarationSyntax declaration
            || target.Model.GetDeclaredSymbol(declaration, cancellationToken) is not { } type
            || type.IsTracked()
            || !CanRun(type, target)
            || (await SymbolFinder.FindDerivedClassesAsync(type, target.Document.Project.Solution, cancellationToken: cancellationToken).ConfigureAwait(false))
                .Any(static derived => derived.IsTracked()))
        {
            return null;
        }

        DocumentEditor edits = await target.GetDocumentEditorAsync(cancellationToken).ConfigureAwait(false);
        SyntaxTriviaList indentation = TextLayout.InnerIndentation(declaration);
        SyntaxTrivia lineEnd = TextLayout.LineEnd(declaration);
        bool isOpenable = type.AllInterfaces.Contains(target.Known.Openable!, SymbolEqualityComparer.Default);
        bool hasRun = HasRun(type, target);
        int position = declaration.SpanStart;
        NameSyntax attribute = ShortNames.CreateOwn("TrackerAttribute", target.Model, position, willBeInScope: true);
        NameSyntax openable = ShortNames.CreateOwn("ITrackedChild", target.Model, position, willBeInScope: true);
        string run = WriteRun(target, position);
        edits.ReplaceNode(declaration, (current, _) =>
        {
            var tracked = (ClassDeclarationSyntax)current;
            tracked = hasRun || isOpenable ? tracked : AddMember(tracked, run, indentation, lineEnd);
            tracked = isOpenable ? tracked : (ClassDeclarationSyntax)BaseTypes.Add(tracked, openable);
            return AttributeLists.AddAbove(tracked, attribute, lineEnd);
        });
        await PartialModifier.AddToTypeAndTypesAroundAsync(target.Solution, type, cancellationToken).ConfigureAwait(false);
        UsingDirectives.Add(edits, declaration, target.Model, lineEnd);
        return type;
    }

    /// <summary>Whether nothing in the class or its base classes prevents the run.</summary>
    private static bool CanRun(INamedTypeSymbol type, FixTarget target) =>
        target.Known.RunAsync is not null
        && (HasRun(type, target) || !FindRuns(type).Any(member => IsInTheWay(member, type)));

    /// <summary>Whether a method of the class implements the run already.</summary>
    private static bool HasRun(INamedTypeSymbol type, FixTarget target) => FindRuns(type)
        .Any(member => member is IMethodSymbol { IsStatic: false, Arity: 0, DeclaredAccessibility: Accessibility.Public, Parameters.Length: 1 } method
            && SymbolEqualityComparer.Default.Equals(method.ReturnType, target.Known.RunAsync!.ReturnType)
            && method.Parameters[0].RefKind == RefKind.None
            && SymbolEqualityComparer.Default.Equals(method.Parameters[0].Type, target.Known.RunAsync.Parameters[0].Type));

    /// <summary>Whether a member cannot stand beside the run: it is no method, or has the same parameter.</summary>
    private static bool IsInTheWay(ISymbol member, INamedTypeSymbol type) =>
        member is not IMethodSymbol method
            ? SymbolEqualityComparer.Default.Equals(member.ContainingType, type)
            : method.Parameters.Length == 1 && method.Parameters[0].Type.Is("System.Threading", "CancellationToken");

    private static IEnumerable<ISymbol> FindRuns(INamedTypeSymbol type)
    {
        foreach (ITypeSymbol up in type.AndBases())
        {
            foreach (ISymbol member in up.GetMembers("RunAsync"))
            {
                yield return member;
            }
        }
    }

    private static string WriteRun(FixTarget target, int position)
    {
        TypeSyntax task = ShortNames.Create(target.Known.RunAsync!.ReturnType, target.Model, position);
        TypeSyntax token = ShortNames.Create(target.Known.RunAsync.Parameters[0].Type, target.Model, position);
        INamedTypeSymbol infinite = target.Model.Compilation.GetTypeByMetadataName("System.Threading.Timeout")!;
        return $"public {task} RunAsync({token} stoppingToken) => {task}.Delay({ShortNames.Create(infinite, target.Model, position)}.Infinite, stoppingToken);";
    }

    /// <summary>Adds the run as the last member, on a line of its own.</summary>
    private static ClassDeclarationSyntax AddMember(ClassDeclarationSyntax declaration, string run, SyntaxTriviaList indentation, SyntaxTrivia lineEnd)
    {
        SyntaxTriviaList outer = TextLayout.Indentation(declaration);
        if (declaration.OpenBraceToken.IsKind(SyntaxKind.None) || declaration.OpenBraceToken.IsMissing)
        {
            SyntaxTriviaList after = declaration.SemicolonToken.TrailingTrivia;
            SyntaxToken last = declaration.SemicolonToken.GetPreviousToken();
            declaration = declaration.ReplaceToken(last, last.WithTrailingTrivia(last.TrailingTrivia.Add(lineEnd)))
                .WithSemicolonToken(default)
                .WithOpenBraceToken(SyntaxFactory.Token(outer, SyntaxKind.OpenBraceToken, [lineEnd]))
                .WithCloseBraceToken(SyntaxFactory.Token(outer, SyntaxKind.CloseBraceToken, after));
        }
        else if (IsOnLastLine(declaration))
        {
            SyntaxToken before = declaration.CloseBraceToken.GetPreviousToken();
            declaration = declaration.ReplaceToken(before, before.WithTrailingTrivia(WithoutSpaceAtEnd(before.TrailingTrivia).Add(lineEnd)));
            declaration = declaration.WithCloseBraceToken(
                declaration.CloseBraceToken.WithLeadingTrivia(declaration.CloseBraceToken.LeadingTrivia.AddRange(outer)));
        }

        SyntaxTriviaList leading = declaration.Members.Count == 0 ? indentation : [lineEnd, .. indentation];
        return declaration.AddMembers(SyntaxFactory.ParseMemberDeclaration(run)!.WithLeadingTrivia(leading).WithTrailingTrivia(lineEnd));
    }

    /// <summary>Whether the closing brace stands on the line of the code before it.</summary>
    private static bool IsOnLastLine(ClassDeclarationSyntax declaration) =>
        !declaration.CloseBraceToken.LeadingTrivia.Any(SyntaxKind.EndOfLineTrivia)
        && !declaration.CloseBraceToken.GetPreviousToken().TrailingTrivia.Any(SyntaxKind.EndOfLineTrivia);

    private static SyntaxTriviaList WithoutSpaceAtEnd(SyntaxTriviaList trivia) =>
        trivia.Count > 0 && trivia.Last().IsKind(SyntaxKind.WhitespaceTrivia) ? trivia.RemoveAt(trivia.Count - 1) : trivia;
}
