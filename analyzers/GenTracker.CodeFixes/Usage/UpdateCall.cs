using System.Collections.Generic;
using System.Linq;
using GenTracker.Analyzers.Usage;
using GenTracker.Generators.Declarations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace GenTracker.CodeFixes.Usage;

/// <summary>The call of <c>UpdateX</c> that replaces an assignment.</summary>
internal static class UpdateCall
{
    /// <summary>Whether the new value can become a function that may run again: what it reads can be captured, and it changes nothing.</summary>
    public static bool IsPossible(AtomicUpdate update, IOperation operation)
    {
        IOperation value = ((IAssignmentOperation)operation).Value;
        return value.DescendantsAndSelf().All(part => update.IsRead(part) || IsRepeatable(update, part));
    }

    /// <summary>Creates the argument of the call: a lambda expression that takes the old value.</summary>
    public static LambdaExpressionSyntax CreateFunction(AtomicUpdate update, IOperation operation)
    {
        AssignmentExpressionSyntax written = (AssignmentExpressionSyntax)operation.Syntax;
        string name = NameOfOldValue(update.Target.Property.Name, written);
        ExpressionSyntax body = written.Right.ReplaceNodes(
            ((IAssignmentOperation)operation).Value.DescendantsAndSelf()
                .Where(part => part is IPropertyReferenceOperation && update.IsRead(part))
                .Select(static part => part.Syntax),
            (node, _) => SyntaxFactory.IdentifierName(name).WithTriviaFrom(node));
        if (written.IsKind(SyntaxKind.AddAssignmentExpression))
        {
            ExpressionSyntax more = body is BinaryExpressionSyntax or ConditionalExpressionSyntax or AssignmentExpressionSyntax or LambdaExpressionSyntax
                ? SyntaxFactory.ParenthesizedExpression(body.WithoutTrivia())
                : body.WithoutTrivia();
            body = SyntaxFactory.BinaryExpression(SyntaxKind.AddExpression, SyntaxFactory.IdentifierName(name), more)
                .WithOperatorToken(SyntaxFactory.Token([SyntaxFactory.Space], SyntaxKind.PlusToken, [SyntaxFactory.Space]));
        }

        return SyntaxFactory.SimpleLambdaExpression(SyntaxFactory.Parameter(SyntaxFactory.Identifier(name)), body.WithoutTrivia())
            .WithArrowToken(SyntaxFactory.Token([SyntaxFactory.Space], SyntaxKind.EqualsGreaterThanToken, [SyntaxFactory.Space]));
    }

    private static bool IsRepeatable(AtomicUpdate update, IOperation part) => part switch
    {
        _ when !Captures.AllowsIn(part) => false,
        IInvocationOperation call => IsPure(call.TargetMethod) || IsOnOldValue(update, call),
        IAssignmentOperation assignment => assignment.IsWithin<IWithOperation>() || assignment.IsWithin<IObjectOrCollectionInitializerOperation>(),
        IIncrementOrDecrementOperation or IThrowOperation or IDynamicInvocationOperation => false,
        IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } => false,
        _ => true,
    };

    private static bool IsOnOldValue(AtomicUpdate update, IInvocationOperation call) =>
        call.Instance?.DescendantsAndSelf().Any(part => update.IsRead(part) || part is IConditionalAccessInstanceOperation) == true
        || call.Arguments.Any(argument => argument.DescendantsAndSelf().Any(update.IsRead));

    /// <summary>Whether the method is known to change nothing.</summary>
    private static bool IsPure(IMethodSymbol method) =>
        method.ContainingType.SpecialType == SpecialType.System_String
        || NumericTypes.IsNumber(method.ContainingType)
        || method.ContainingType.Is("System", "Math")
        || method.ContainingType.Is("System.Linq", "Enumerable")
        || method.ContainingNamespace.ToDisplayString() == "System.Collections.Immutable";

    /// <summary>The property's name in camel case, unless the member around uses it.</summary>
    private static string NameOfOldValue(string property, SyntaxNode assignment)
    {
        SyntaxNode member = assignment.FirstAncestorOrSelf<MemberDeclarationSyntax>(static node => node is not GlobalStatementSyntax)
            ?? assignment.SyntaxTree.GetRoot();
        HashSet<string> taken =
        [
            .. member.DescendantTokens().Where(static token => token.IsKind(SyntaxKind.IdentifierToken)).Select(static token => token.ValueText),
        ];
        string name = char.ToLowerInvariant(property[0]) + property.Substring(1);
        if (SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None || taken.Contains(name)) name = "current";
        while (taken.Contains(name)) name += "_";
        return name;
    }
}
