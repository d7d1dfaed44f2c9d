using System.Collections.Generic;
using System.Linq;
using GenTracker.Generators.Declarations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GenTracker.Analyzers.Usage;

/// <summary>What stays the same in all iterations of a loop and of the loops inside it.</summary>
internal sealed class LoopInvariance(ILoopOperation outermost, KnownSymbols known)
{
    private readonly Dictionary<ILoopOperation, bool> _neverWaits = [];
    private Dictionary<ISymbol, List<IOperation>>? _writes;

    /// <summary>
    /// Whether the loop runs over data at hand, and neither waits nor opens or stops a child. In any other loop a child may start, restart or end
    /// between two iterations, so a new lookup is right.
    /// </summary>
    public bool NeverWaits(ILoopOperation loop)
    {
        if (!_neverWaits.TryGetValue(loop, out bool neverWaits))
        {
            neverWaits = IsBounded(loop) && !loop.Descendants().Any(MayWaitOrChangeTable);
            _neverWaits.Add(loop, neverWaits);
        }

        return neverWaits;
    }

    /// <summary>Whether an expression certainly has the same value in each iteration.</summary>
    public bool IsInvariant(IOperation? expression, ILoopOperation loop) => expression?.UnwrapConversions() switch
    {
        null => true,
        { ConstantValue.HasValue: true } => true,
        IInstanceReferenceOperation => true,
        ILocalReferenceOperation { Local: var local } =>
            !local.DeclaringSyntaxReferences.Any(place => loop.Syntax.Span.Contains(place.Span)) && !IsWritten(local, loop),
        IParameterReferenceOperation { Parameter: { RefKind: RefKind.None } parameter } => !IsWritten(parameter, loop),
        IFieldReferenceOperation { Field.IsReadOnly: true } field => IsInvariant(field.Instance, loop),
        IPropertyReferenceOperation { Property: var property } read => IsImmutable(property) && IsInvariant(read.Instance, loop),
        _ => false,
    };

    /// <summary>Whether the property never changes: an auto-property without a setter, or the key of a child.</summary>
    private bool IsImmutable(IPropertySymbol property) =>
        (property is { IsVirtual: false, IsOverride: false, SetMethod: null or { IsInitOnly: true } }
            && property.ContainingType.GetMembers().OfType<IFieldSymbol>().Any(
                field => SymbolEqualityComparer.Default.Equals(field.AssociatedSymbol, property)))
        || (property.Name == "Key" && known.IsChild(property.ContainingType));

    /// <summary>Whether the loop, or a function that it may call, writes the variable.</summary>
    private bool IsWritten(ISymbol variable, ILoopOperation loop)
    {
        _writes ??= FindWrites(outermost.RootOperation());
        return _writes.TryGetValue(variable, out List<IOperation>? writes)
            && writes.Any(write => loop.Syntax.Span.Contains(write.Syntax.Span) || write.IsWithinFunction());
    }

    private static Dictionary<ISymbol, List<IOperation>> FindWrites(IOperation body)
    {
        Dictionary<ISymbol, List<IOperation>> writes = new(SymbolEqualityComparer.Default);
        foreach (IOperation operation in body.Descendants())
        {
            switch (operation)
            {
                case IAssignmentOperation assignment:
                    Add(assignment.Target);
                    break;
                case IIncrementOrDecrementOperation step:
                    Add(step.Target);
                    break;
                case IArgumentOperation { Parameter.RefKind: RefKind.Out or RefKind.Ref } argument:
                    Add(argument.Value);
                    break;
                case IAddressOfOperation address:
                    Add(address.Reference);
                    break;
            }
        }

        return writes;

        void Add(IOperation target)
        {
            foreach (IOperation part in target.DescendantsAndSelf())
            {
                ISymbol? variable = part switch
                {
                    ILocalReferenceOperation local => local.Local,
                    IParameterReferenceOperation parameter => parameter.Parameter,
                    _ => null,
                };
                if (variable is null) continue;
                if (!writes.TryGetValue(variable, out List<IOperation>? places)) writes.Add(variable, places = []);
                places.Add(part);
            }
        }
    }

    private static bool IsBounded(ILoopOperation loop) => loop switch
    {
        IForEachLoopOperation { IsAsynchronous: false } each => HasCount(each.Collection.UnwrapConversions().Type),
        IForLoopOperation
        {
            Condition: IBinaryOperation
            {
                OperatorKind: BinaryOperatorKind.LessThan or BinaryOperatorKind.LessThanOrEqual
                    or BinaryOperatorKind.GreaterThan or BinaryOperatorKind.GreaterThanOrEqual
            }
        } =>
            true,
        IWhileLoopOperation { ConditionIsTop: true, ConditionIsUntil: false } drain =>
            drain.Condition?.UnwrapConversions() is IInvocationOperation
            { TargetMethod: { Name: "TryDequeue" or "TryPop" or "TryRead" or "TryTake", Parameters: { Length: 1 } results } }
                && results[0].RefKind == RefKind.Out,
        _ => false,
    };

    private static bool HasCount(ITypeSymbol? type) => type is not null
        && (type is { TypeKind: TypeKind.Array } or { SpecialType: SpecialType.System_String }
            || type.Is("System", "Span", arity: 1)
            || type.Is("System", "ReadOnlySpan", arity: 1)
            || IsCollectionInterface(type)
            || type.AllInterfaces.Any(IsCollectionInterface));

    private static bool IsCollectionInterface(ITypeSymbol type) =>
        type.OriginalDefinition.SpecialType
            is SpecialType.System_Collections_Generic_ICollection_T or SpecialType.System_Collections_Generic_IReadOnlyCollection_T;

    private bool MayWaitOrChangeTable(IOperation operation) => operation switch
    {
        IAwaitOperation => true,
        IReturnOperation { Kind: OperationKind.YieldReturn } => true,
        IForEachLoopOperation { IsAsynchronous: true } => true,
        IUsingOperation { IsAsynchronous: true } or IUsingDeclarationOperation { IsAsynchronous: true } => true,
        IInvocationOperation { TargetMethod: var called } =>
            called.Name is "Sleep" or "SpinOnce" or "SpinUntil" or "SpinWait" or "Yield"
                or "Wait" or "WaitOne" or "WaitAll" or "WaitAny" or "Join" or "GetResult"
            || known.IsOpenMethod(called)
            || (called.Name is "AddExisting" or "TryAddExisting" or "TakeOverAsync" or "StopAsync" or "CloseAsync" && known.IsTracker(called.ContainingType))
            || (called.Name is "RunAsync" or "StartAsync" && known.IsChild(called.ContainingType)),
        IPropertyReferenceOperation => BlockingWait.Read(operation) is not null,
        _ => false,
    };
}
