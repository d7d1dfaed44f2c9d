using System.Collections.Generic;
using System.Linq;
using GenTracker.Generators.Declarations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GenTracker.Analyzers.Usage;

/// <summary>Queries on operations that several rules share.</summary>
internal static class OperationExtensions
{
    /// <summary>Removes the conversions and parentheses around the operation.</summary>
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

    /// <summary>Whether two operations certainly read the same variable, or the same member of the same object. False if this is not certain.</summary>
    public static bool IsSameAs(this IOperation? one, IOperation? other)
    {
        one = one.Resolve();
        other = other.Resolve();
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
                IsSameSymbol(a.Property, b.Property)
                    && a.Instance.IsSameAs(b.Instance)
                    && AreSame(a.Arguments.Select(static argument => argument.Value), b.Arguments.Select(static argument => argument.Value)),
            (IArrayElementReferenceOperation a, IArrayElementReferenceOperation b) =>
                a.ArrayReference.IsSameAs(b.ArrayReference) && AreSame(a.Indices, b.Indices),
            _ => false,
        };
    }

    /// <summary>Whether the value of the operation is used, and not dropped by a statement.</summary>
    public static bool IsValueUsed(this IOperation operation)
    {
        IOperation? parent = operation.Parent;
        while (parent is IConditionalAccessOperation or IParenthesizedOperation)
        {
            parent = parent.Parent;
        }

        return parent is not IExpressionStatementOperation;
    }

    /// <summary>Whether the operation is inside an operation of type <typeparamref name="T"/>, in the same function.</summary>
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

    /// <summary>Whether the elements of the tuple are written, and not read.</summary>
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
    /// Whether the operation is under a lock: in a <c>lock</c>, in a scope of a <c>System.Threading.Lock</c>, or in a <c>try</c> that releases a lock
    /// in its <c>finally</c>.
    /// </summary>
    public static bool IsUnderLock(this IOperation operation)
    {
        for (IOperation? up = operation.Parent; up is not null and not IAnonymousFunctionOperation and not ILocalFunctionOperation; up = up.Parent)
        {
            bool isLocked = up switch
            {
                ILockOperation => true,
                IUsingOperation scope => IsScopeOfLock(scope.Resources.Type) || scope.Locals.Any(static local => IsScopeOfLock(local.Type)),
                IBlockOperation block =>
                    block.Locals.Any(local => local.IsUsing && IsScopeOfLock(local.Type) && local.Locations[0].SourceSpan.Start < operation.Syntax.SpanStart),
                ITryOperation { Finally: { } end } =>
                    end
                        .Descendants()
                        .Any(static left => left is IInvocationOperation { TargetMethod.Name: "Exit" or "Release" or "ReleaseMutex" or "ExitWriteLock" }),
                _ => false,
            };
            if (isLocked)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the operation is in a <c>finally</c> of its function.</summary>
    public static bool IsInFinally(this IOperation operation)
    {
        for (IOperation? up = operation; up is not null and not IAnonymousFunctionOperation and not ILocalFunctionOperation; up = up.Parent)
        {
            if (up.Parent is ITryOperation attempt && attempt.Finally == up) return true;
        }

        return false;
    }

    /// <summary>Whether the operation is inside a lambda or a local function.</summary>
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

    /// <summary>Whether the operation is a local with a new object that no other code has been given before this point.</summary>
    public static bool IsUnsharedObject(this IOperation? operation)
    {
        return operation is ILocalReferenceOperation reference
            && reference.GetInitialValue()?.UnwrapConversions() is IObjectCreationOperation
            && reference.Local.FindUses(reference.RootOperation()).Where(use => use.Syntax.SpanStart < operation.Syntax.SpanStart).All(IsReceiver);
    }

    /// <summary>The value in the declaration of the local. Null if there is none.</summary>
    public static IOperation? GetInitialValue(this ILocalReferenceOperation local) =>
        local.Local.DeclaringSyntaxReferences.Length == 1
        && local.SemanticModel?.GetOperation(local.Local.DeclaringSyntaxReferences[0].GetSyntax()) is IVariableDeclaratorOperation declarator
            ? declarator.GetVariableInitializer()?.Value
            : null;

    /// <summary>Finds the uses of the local, without its declaration.</summary>
    public static IEnumerable<ILocalReferenceOperation> FindUses(this ILocalSymbol local, IOperation body) =>
        body.Descendants().OfType<ILocalReferenceOperation>().Where(use => IsSameSymbol(use.Local, local));

    /// <summary>Whether the use writes the local, or may write it.</summary>
    public static bool IsWritten(this ILocalReferenceOperation use) => use.Parent is IAssignmentOperation assignment
        ? assignment.Target == use
        : use.Parent is IIncrementOrDecrementOperation or ITupleOperation or IArgumentOperation { Parameter.RefKind: RefKind.Out or RefKind.Ref };

    /// <summary>Whether an assignment between two positions of the scope writes the value or a part of it.</summary>
    public static bool IsWrittenBetween(this IOperation? value, int start, int end, IOperation scope)
    {
        return scope.Descendants().Any(operation =>
            operation.Syntax.SpanStart > start
            && operation.Syntax.SpanStart < end
            && operation switch
            {
                IAssignmentOperation assignment => IsPart(assignment.Target),
                IIncrementOrDecrementOperation step => IsPart(step.Target),
                _ => false,
            });

        bool IsPart(IOperation written) => value?.DescendantsAndSelf().Any(part => written.IsSameAs(part)) == true;
    }

    /// <summary>Finds the loop whose condition contains the operation.</summary>
    public static ILoopOperation? FindLoopOfCondition(this IOperation operation)
    {
        IOperation from = operation;
        while (from.Parent is { } up and not ILoopOperation and not IAnonymousFunctionOperation and not ILocalFunctionOperation)
        {
            from = up;
        }

        return from.Parent is ILoopOperation loop && from != loop.Body ? loop : null;
    }

    /// <summary>The whole body of the member around the operation.</summary>
    public static IOperation RootOperation(this IOperation operation)
    {
        while (operation.Parent is { } parent)
        {
            operation = parent;
        }

        return operation;
    }

    /// <summary>Whether control never passes the end of the branch.</summary>
    public static bool Exits(this IOperation branch)
    {
        IOperation? last = branch is IBlockOperation block ? block.Operations.LastOrDefault() : branch;
        return last is IReturnOperation { Kind: OperationKind.Return } or IBranchOperation or IThrowOperation
            or IExpressionStatementOperation { Operation: IThrowOperation };
    }

    /// <summary>Whether the innermost function around the operation is async.</summary>
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

    /// <summary>Whether a <c>using</c> disposes the local.</summary>
    public static bool IsUsingResource(this IVariableDeclaratorOperation declarator) =>
        declarator.IsWithin<IUsingDeclarationOperation>() || declarator.Parent?.Parent?.Parent is IUsingOperation;

    /// <summary>Whether the operation is the child's own <c>Completion</c>.</summary>
    public static bool IsOwnCompletion(this IOperation operation) =>
        operation is IPropertyReferenceOperation { Property.Name: "Completion", Instance: IInstanceReferenceOperation };

    /// <summary>Whether the value is the child's own <c>Key</c>, or the parameter <c>key</c> of its constructor.</summary>
    public static bool IsOwnKey(this IOperation? key, ITypeSymbol? child) => key?.UnwrapConversions() switch
    {
        IPropertyReferenceOperation { Property.Name: "Key", Instance: IInstanceReferenceOperation } => true,
        IParameterReferenceOperation { Parameter: { Name: "key", ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor } constructor } } =>
            SymbolEqualityComparer.Default.Equals(constructor.ContainingType, child),
        ILocalReferenceOperation local => local.GetInitialValue() is { } value && !local.IsWrittenElsewhere() && value.IsOwnKey(child),
        _ => false,
    };

    /// <summary>Whether an <c>out</c> argument is a discard.</summary>
    public static bool IsDiscard(this IArgumentOperation argument) =>
        argument.Value is IDiscardOperation or IDeclarationExpressionOperation { Expression: IDiscardOperation };

    /// <summary>The value that the call passes to a parameter, or its default.</summary>
    public static IOperation? GetArgument(this IInvocationOperation call, int ordinal) =>
        call.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == ordinal)?.Value;

    /// <summary>Unwraps the operation. Inside a conditional access, returns the accessed operation.</summary>
    public static IOperation? Resolve(this IOperation? operation)
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

    /// <summary>Resolves an instance. Inside a pattern, returns the value that is matched, and the local that the pattern declares for it.</summary>
    public static IOperation? ResolvePattern(this IOperation? instance, out ILocalSymbol? declared)
    {
        declared = null;
        if (instance is not IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.PatternInput })
        {
            return instance.Resolve();
        }

        IOperation? up = instance.Parent;
        while (up is not null and not IRecursivePatternOperation)
        {
            up = up.Parent;
        }

        declared = (up as IRecursivePatternOperation)?.DeclaredSymbol as ILocalSymbol;
        return up?.Parent is IIsPatternOperation match ? match.Value.Resolve() : null;
    }

    /// <summary>Whether the property is read from a matched value, or after <c>?.</c>.</summary>
    public static bool IsFromPatternOrConditionalAccess(this IPropertyReferenceOperation read) =>
        read.Instance is IConditionalAccessInstanceOperation or IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.PatternInput };

    /// <summary>The call whose result, awaited or matched, the local holds from its declaration on. Null if there is none.</summary>
    public static IInvocationOperation? FindLookup(this ILocalReferenceOperation local)
    {
        IOperation? value = local.GetInitialValue() ?? local.RootOperation()
            .Descendants()
            .OfType<IIsPatternOperation>()
            .FirstOrDefault(match => match.Pattern is IRecursivePatternOperation { DeclaredSymbol: { } own } && IsSameSymbol(own, local.Local)
                || match.Pattern is IDeclarationPatternOperation { DeclaredSymbol: { } other } && IsSameSymbol(other, local.Local))
            ?.Value;
        value = value?.UnwrapConversions();
        if (value is IAwaitOperation awaited)
        {
            value = awaited.Operation.UnwrapConversions();
        }

        return value is IInvocationOperation { TargetMethod.Name: "ConfigureAwait", Instance: { } task }
            ? task.UnwrapConversions() as IInvocationOperation
            : value as IInvocationOperation;
    }

    /// <summary>Whether the code writes the local anywhere but in its declaration.</summary>
    public static bool IsWrittenElsewhere(this ILocalReferenceOperation local) =>
        local.Local.FindUses(local.RootOperation()).Any(static use => use.IsWritten());

    /// <summary>Whether the use only accesses a member of the object.</summary>
    private static bool IsReceiver(ILocalReferenceOperation use) => use.Parent switch
    {
        IMemberReferenceOperation member => member.Instance == use,
        IInvocationOperation call => call.Instance == use,
        _ => false,
    };

    private static bool AreSame(IEnumerable<IOperation> some, IEnumerable<IOperation> others) =>
        some.Zip(others, static (one, other) => one.IsSameAs(other)).All(static same => same);

    private static bool IsScopeOfLock(ITypeSymbol? type) => type is { Name: "Scope", ContainingType: { } outer } && outer.Is("System.Threading", "Lock");

    private static bool IsSameSymbol(ISymbol one, ISymbol other) => SymbolEqualityComparer.Default.Equals(one, other);
}
