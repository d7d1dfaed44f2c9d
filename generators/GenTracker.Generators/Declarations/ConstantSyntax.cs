using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GenTracker.Generators.Declarations;

/// <summary>Finds the expressions of constants whose value is not known, because they name what a generator writes.</summary>
internal static class ConstantSyntax
{
    /// <summary>Finds the expression of an option; null if it has none.</summary>
    public static ExpressionSyntax? FindOption(AttributeData attribute, string option) =>
        (attribute.ApplicationSyntaxReference?.GetSyntax() as AttributeSyntax)?.ArgumentList?.Arguments
            .FirstOrDefault(argument => argument.NameEquals?.Name.Identifier.ValueText == option)?.Expression;

    /// <summary>Finds the expression of the first argument, if its value is not known.</summary>
    public static ExpressionSyntax? FindUnknownArgument(AttributeData attribute) =>
        attribute.ConstructorArguments.FirstOrDefault().Kind == TypedConstantKind.Error
            ? (attribute.ApplicationSyntaxReference?.GetSyntax() as AttributeSyntax)?.ArgumentList?.Arguments.FirstOrDefault()?.Expression
            : null;

    /// <summary>Finds the expression of the default of a parameter, if its value is not known.</summary>
    public static ExpressionSyntax? FindUnknownDefault(IParameterSymbol parameter, Compilation compilation)
    {
        if (parameter is not { HasExplicitDefaultValue: true, ExplicitDefaultValue: null }) return null;
        ExpressionSyntax? value = parameter.DeclaringSyntaxReferences
            .Select(reference => (reference.GetSyntax() as ParameterSyntax)?.Default?.Value)
            .FirstOrDefault();
        if (value is null || value.IsKind(SyntaxKind.NullLiteralExpression) || value.IsKind(SyntaxKind.DefaultLiteralExpression)) return null;
        return value.DescendantNodesAndSelf().Any(static node => node is SimpleNameSyntax)
            && !value.IsKind(SyntaxKind.DefaultExpression)
            && value is not BaseObjectCreationExpressionSyntax
            && !compilation.GetSemanticModel(value.SyntaxTree).GetConstantValue(value).HasValue
                ? value
                : null;
    }

    /// <summary>The name that <c>nameof</c> gives; null if the expression is something else.</summary>
    public static string? FindNameOf(SyntaxNode expression) =>
        expression is InvocationExpressionSyntax
        {
            Expression: IdentifierNameSyntax { Identifier.ValueText: "nameof" }, ArgumentList.Arguments: { Count: 1 } arguments,
        }
            ? arguments[0].Expression switch
            {
                MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
                SimpleNameSyntax name => name.Identifier.ValueText,
                _ => null,
            }
            : null;
}
