using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace GenTracker.Analyzers.Suppressors;

/// <summary>CS8618: the constructor of a child does not set a non-nullable field or property, but <c>StartAsync</c> does.</summary>
/// <remarks>
/// Only if a top-level statement of <c>StartAsync</c> sets the member, and no code uses it that may run without a successful start: a constructor,
/// or a dispose method, which the tracker calls after a failed start too.
/// </remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SetInStartSuppressor() : RuleSuppressor(Suppressions.SetInStart)
{
    private protected override bool IsMistaken(Diagnostic diagnostic, SyntaxNode node, SemanticModel model, KnownSymbols known)
    {
        // The compiler reports the constructor, if there is one, and names the member in the message.
        SyntaxNode? declaration = node.FirstAncestorOrSelf<SyntaxNode>(
            static up => up is VariableDeclaratorSyntax or PropertyDeclarationSyntax or ConstructorDeclarationSyntax);
        ISymbol? member = declaration is ConstructorDeclarationSyntax
            ? FindMember(diagnostic, model.GetDeclaredSymbol(declaration)?.ContainingType)
            : declaration is null ? null : model.GetDeclaredSymbol(declaration);
        return member is { IsStatic: false, ContainingType: { } type }
            && known.IsOpenable(type)
            && known.StartAsync is { } interfaceMethod
            && type.FindImplementationForInterfaceMember(interfaceMethod) is IMethodSymbol start
            && SymbolEqualityComparer.Default.Equals(start.ContainingType, type)
            && GetBody(start) is { } body
            && body.Statements.Any(statement => Assigns(statement, member, model))
            && !type.GetMembers().OfType<IMethodSymbol>().Where(method => RunsWithoutStart(method, known)).Any(method => Mentions(method, member));
    }

    private static ISymbol? FindMember(Diagnostic diagnostic, INamedTypeSymbol? type)
    {
        string[] quoted = diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture).Split('\'');
        return quoted.Length < 2 ? null : type?.GetMembers(quoted[1]).FirstOrDefault();
    }

    private static BlockSyntax? GetBody(IMethodSymbol method) =>
        (method.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() as MethodDeclarationSyntax)?.Body;

    private static bool Assigns(StatementSyntax statement, ISymbol member, SemanticModel model) =>
        statement is ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax assignment }
        && GetName(assignment.Left) == member.Name
        && SymbolEqualityComparer.Default.Equals(GetModel(assignment, model).GetSymbolInfo(assignment.Left).Symbol, member);

    private static string? GetName(ExpressionSyntax target) => target switch
    {
        IdentifierNameSyntax name => name.Identifier.ValueText,
        MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } access => access.Name.Identifier.ValueText,
        _ => null,
    };

    private static bool RunsWithoutStart(IMethodSymbol method, KnownSymbols known) =>
        method.MethodKind is MethodKind.Constructor or MethodKind.Destructor
        || method.Name is "Dispose" or "DisposeAsync" or "DisposeAsyncCore"
        || KnownSymbols.Implements(method, known.Dispose)
        || KnownSymbols.Implements(method, known.DisposeAsync);

    private static bool Mentions(IMethodSymbol method, ISymbol member) => method.DeclaringSyntaxReferences.Any(place =>
        place.GetSyntax() is BaseMethodDeclarationSyntax declaration
        && declaration.DescendantNodes().OfType<IdentifierNameSyntax>().Any(name => name.Identifier.ValueText == member.Name));

#pragma warning disable RS1030 // The start may be in another file than the field.
    private static SemanticModel GetModel(SyntaxNode node, SemanticModel model) =>
        node.SyntaxTree == model.SyntaxTree ? model : model.Compilation.GetSemanticModel(node.SyntaxTree);
#pragma warning restore RS1030
}
