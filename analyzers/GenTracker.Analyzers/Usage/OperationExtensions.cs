using System.Collections.Generic;
using System.Linq;
using GenTracker.Generators.Validity;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GenTracker.Analyzers.Usage;

/// <summary>Questions to operations that several rules ask.</summary>
internal static class OperationExtensions
{
    /// <summary>The operation without the conversions and parentheses around it.</summary>
    /// <param name="operation">The operation.</param>
    /// <returns>What is converted.</returns>
    public static IOperation UnwrapConversions(this IOperation operation)
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
        one = Resolve(one);
        other = Resolve(other);
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
            (ILocalReferenceOperation a, ILocalReferenceOperation b) => IsSameSymbol(a.Local, b.Local),
            (IParameterReferenceOperation a, IParameterReferenceOperation b) => IsSameSymbol(a.Parameter, b.Parameter),
            (IFieldReferenceOperation a, IFieldReferenceOperation b) => IsSameSymbol(a.Field, b.Field) && a.Instance.IsSameAs(b.Instance),
            (IPropertyReferenceOperation a, IPropertyReferenceOperation b) =>
                IsSameSymbol(a.Property, b.Property) && a.Instance.IsSameAs(b.Instance) && AreSame(a.Arguments.Select(static argument => argument.Value), b.Arguments.Select(static argument => argument.Value)),
            (IArrayElementReferenceOperation a, IArrayElementReferenceOperation b) => a.ArrayReference.IsSameAs(b.ArrayReference) && AreSame(a.Indices, b.Indices),
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

    /// <summary>Whether the tuple's elements are written, and not read.</summary>
    /// <param name="tuple">The tuple.</param>
    /// <returns>True if they are.</returns>
    public static bool IsAssignedTo(this ITupleOperation tuple)
    {
        IOperation from = tuple;
        while (from.Parent is ITupleOperation or IConversionOperation)
        {
            from = from.Parent;
        }

        return from.Parent is IDeconstructionAssignmentOperation assignment && assignment.Target == from;
    }

    /// <summary>
    /// Whether the operation stands where its user has seen to it that no other does the same: in a <c>lock</c>, in a scope of a
    /// <c>System.Threading.Lock</c>, or in a <c>try</c> that leaves a lock at its end.
    /// </summary>
    /// <param name="operation">The operation.</param>
    /// <returns>True if it does.</returns>
    public static bool IsUnderLock(this IOperation operation)
    {
        for (IOperation? up = operation.Parent; up is not null and not IAnonymousFunctionOperation and not ILocalFunctionOperation; up = up.Parent)
        {
            bool isLocked = up switch
            {
                ILockOperation => true,
                IUsingOperation scope => IsScopeOfLock(scope.Resources.Type) || scope.Locals.Any(static local => IsScopeOfLock(local.Type)),
                IBlockOperation block => block.Locals.Any(local => local.IsUsing && IsScopeOfLock(local.Type) && local.Locations[0].SourceSpan.Start < operation.Syntax.SpanStart),
                ITryOperation { Finally: { } end } => end.Descendants().Any(static left => left is IInvocationOperation { TargetMethod.Name: "Exit" or "Release" or "ReleaseMutex" or "ExitWriteLock" }),
                _ => false,
            };
            if (isLocked)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the operation stands within a lambda or a local function.</summary>
    /// <param name="operation">The operation.</param>
    /// <returns>True if it does.</returns>
    public static bool IsWithinFunction(this IOperation operation)
    {
        for (IOperation? up = operation; up is not null; up = up.Parent)
        {
            if (up is IAnonymousFunctionOperation or ILocalFunctionOperation)
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
    public static bool IsUnsharedObject(this IOperation? operation)
    {
        return operation is ILocalReferenceOperation reference
            && reference.GetInitialValue()?.UnwrapConversions() is IObjectCreationOperation
            && reference.Local.FindUses(reference.RootOperation()).Where(use => use.Syntax.SpanStart < operation.Syntax.SpanStart).All(IsReceiver);
    }

    /// <summary>What a local is declared with.</summary>
    /// <param name="local">The local.</param>
    /// <returns>The value, or null where it is declared without one, or otherwise than by a declaration.</returns>
    public static IOperation? GetInitialValue(this ILocalReferenceOperation local) =>
        local.Local.DeclaringSyntaxReferences.Length == 1
        && local.SemanticModel?.GetOperation(local.Local.DeclaringSyntaxReferences[0].GetSyntax()) is IVariableDeclaratorOperation declarator
            ? declarator.GetVariableInitializer()?.Value
            : null;

    /// <summary>Where a local is used.</summary>
    /// <param name="local">The local.</param>
    /// <param name="body">The body that it is declared in.</param>
    /// <returns>Its uses, its declaration not among them.</returns>
    public static IEnumerable<ILocalReferenceOperation> FindUses(this ILocalSymbol local, IOperation body) =>
        body.Descendants().OfType<ILocalReferenceOperation>().Where(use => IsSameSymbol(use.Local, local));

    /// <summary>The whole body of the member that the operation is in.</summary>
    /// <param name="operation">The operation.</param>
    /// <returns>The outermost operation.</returns>
    public static IOperation RootOperation(this IOperation operation)
    {
        while (operation.Parent is { } parent)
        {
            operation = parent;
        }

        return operation;
    }

    /// <summary>Whether the function right around the operation is async.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="member">The member that it is in.</param>
    /// <returns>True if it is.</returns>
    public static bool IsInAsyncFunction(this IOperation operation, ISymbol member)
    {
        for (IOperation? up = operation.Parent; up is not null; up = up.Parent)
        {
            switch (up)
            {
                case IAnonymousFunctionOperation lambda:
                    return lambda.Symbol.IsAsync;
                case ILocalFunctionOperation function:
                    return function.Symbol.IsAsync;
            }
        }

        return member is IMethodSymbol { IsAsync: true };
    }

    /// <summary>Whether the local is that of a <c>using</c> statement, which disposes it.</summary>
    /// <param name="declarator">The local's declaration.</param>
    /// <returns>True if it is.</returns>
    public static bool IsUsingResource(this IVariableDeclaratorOperation declarator) =>
        declarator.IsWithin<IUsingDeclarationOperation>() || declarator.Parent?.Parent?.Parent is IUsingOperation;

    /// <summary>Whether the operation is the child's own <c>Completion</c>.</summary>
    /// <param name="operation">The operation.</param>
    /// <returns>True if it is.</returns>
    public static bool IsOwnCompletion(this IOperation operation) =>
        operation is IPropertyReferenceOperation { Property.Name: "Completion", Instance: IInstanceReferenceOperation };

    /// <summary>The value that a call gives to a parameter.</summary>
    /// <param name="call">The call.</param>
    /// <param name="ordinal">The parameter's position.</param>
    /// <returns>The value; the default where the call gives none.</returns>
    public static IOperation? GetArgument(this IInvocationOperation call, int ordinal) =>
        call.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == ordinal)?.Value;

    /// <summary>Whether only a member of the object is asked for.</summary>
    private static bool IsReceiver(ILocalReferenceOperation use) => use.Parent switch
    {
        IMemberReferenceOperation member => member.Instance == use,
        IInvocationOperation call => call.Instance == use,
        _ => false,
    };

    private static bool AreSame(IEnumerable<IOperation> some, IEnumerable<IOperation> others) => some.Zip(others, static (one, other) => one.IsSameAs(other)).All(static same => same);

    private static bool IsScopeOfLock(ITypeSymbol? type) => type is { Name: "Scope", ContainingType: { } outer } && outer.Is("System.Threading", "Lock");

    private static bool IsSameSymbol(ISymbol one, ISymbol other) => SymbolEqualityComparer.Default.Equals(one, other);

    /// <summary>The operation, bare; within a conditional access, what is accessed.</summary>
    private static IOperation? Resolve(IOperation? operation)
    {
        if (operation?.UnwrapConversions() is not IConditionalAccessInstanceOperation instance)
        {
            return operation?.UnwrapConversions();
        }

        IOperation from = instance;
        while (from.Parent is { } parent)
        {
            if (parent is IConditionalAccessOperation access && from == access.WhenNotNull)
            {
                return access.Operation.UnwrapConversions();
            }

            from = parent;
        }

        return instance;
    }
}
