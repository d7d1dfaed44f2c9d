using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GenTracker.Analyzers.Usage;

/// <summary>Questions to operations that several rules ask.</summary>
internal static class OperationExtensions
{
    /// <summary>The operation without the conversions and parentheses around it.</summary>
    /// <param name="operation">The operation.</param>
    /// <returns>What is converted.</returns>
    public static IOperation Bare(this IOperation operation)
    {
        while (true)
        {
            switch (operation)
            {
                case IConversionOperation { OperatorMethod: null } conversion:
                    operation = conversion.Operand;
                    break;
                case IParenthesizedOperation parenthesized:
                    operation = parenthesized.Operand;
                    break;
                default:
                    return operation;
            }
        }
    }

    /// <summary>Whether two operations surely read the same thing: the same variable, or the same member of the same object.</summary>
    /// <param name="one">The one.</param>
    /// <param name="other">The other.</param>
    /// <returns>False where it cannot be told.</returns>
    public static bool IsSameAs(this IOperation? one, IOperation? other)
    {
        one = Resolved(one);
        other = Resolved(other);
        if (one is null || other is null)
        {
            return one is null && other is null;
        }

        if (one.ConstantValue is { HasValue: true, Value: var value })
        {
            return other.ConstantValue.HasValue && Equals(value, other.ConstantValue.Value);
        }

        return (one, other) switch
        {
            (IInstanceReferenceOperation a, IInstanceReferenceOperation b) => a.ReferenceKind == b.ReferenceKind,
            (ILocalReferenceOperation a, ILocalReferenceOperation b) => Same(a.Local, b.Local),
            (IParameterReferenceOperation a, IParameterReferenceOperation b) => Same(a.Parameter, b.Parameter),
            (IFieldReferenceOperation a, IFieldReferenceOperation b) => Same(a.Field, b.Field) && a.Instance.IsSameAs(b.Instance),
            (IPropertyReferenceOperation { Arguments.Length: 0 } a, IPropertyReferenceOperation b) => Same(a.Property, b.Property) && a.Instance.IsSameAs(b.Instance),
            _ => false,
        };
    }

    /// <summary>Whether the operation's value is used, and not dropped by a statement.</summary>
    /// <param name="operation">The operation.</param>
    /// <returns>True if it is.</returns>
    public static bool IsValueUsed(this IOperation operation)
    {
        IOperation? parent = operation.Parent;
        while (parent is IConditionalAccessOperation or IParenthesizedOperation)
        {
            parent = parent.Parent;
        }

        return parent is not IExpressionStatementOperation;
    }

    /// <summary>Whether the operation stands within another one of a kind, in the same function.</summary>
    /// <typeparam name="T">The kind.</typeparam>
    /// <param name="operation">The operation.</param>
    /// <returns>True if it does.</returns>
    public static bool IsWithin<T>(this IOperation operation)
        where T : IOperation
    {
        for (IOperation? up = operation.Parent; up is not null and not IAnonymousFunctionOperation and not ILocalFunctionOperation; up = up.Parent)
        {
            if (up is T)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// Whether the operation is a local that holds an object made there, which nobody else had been given when control came here first.
    /// </summary>
    /// <param name="operation">The operation.</param>
    /// <returns>True if it is.</returns>
    public static bool IsFreshObject(this IOperation? operation)
    {
        if (operation is not ILocalReferenceOperation { Local: var local }
            || local.DeclaringSyntaxReferences.Length != 1
            || operation.SemanticModel?.GetOperation(local.DeclaringSyntaxReferences[0].GetSyntax()) is not IVariableDeclaratorOperation declarator
            || declarator.GetVariableInitializer()?.Value.Bare() is not IObjectCreationOperation)
        {
            return false;
        }

        IOperation body = declarator;
        while (body.Parent is { } parent)
        {
            body = parent;
        }

        return body.Descendants()
            .OfType<ILocalReferenceOperation>()
            .Where(use => Same(use.Local, local) && use.Syntax.SpanStart < operation.Syntax.SpanStart)
            .All(IsReceiver);
    }

    /// <summary>Whether only a member of the object is asked for.</summary>
    private static bool IsReceiver(ILocalReferenceOperation use) => use.Parent switch
    {
        IMemberReferenceOperation member => member.Instance == use,
        IInvocationOperation call => call.Instance == use,
        _ => false,
    };

    private static bool Same(ISymbol one, ISymbol other) => SymbolEqualityComparer.Default.Equals(one, other);

    /// <summary>The operation, bare; within a conditional access, what is accessed.</summary>
    private static IOperation? Resolved(IOperation? operation)
    {
        if (operation?.Bare() is not IConditionalAccessInstanceOperation instance)
        {
            return operation?.Bare();
        }

        IOperation from = instance;
        while (from.Parent is { } parent)
        {
            if (parent is IConditionalAccessOperation access && from == access.WhenNotNull)
            {
                return access.Operation.Bare();
            }

            from = parent;
        }

        return instance;
    }
}
