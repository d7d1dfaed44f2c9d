using System.Linq;
using GenTracker.Generators.Validity;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GenTracker.Analyzers.Usage;

/// <summary>A key that is looked up, and taken by <c>AddExisting</c> where it was free.</summary>
internal sealed class CheckThenAdd
{
    private readonly Adoption _adoption;
    private readonly KnownSymbols _known;

    private CheckThenAdd(Adoption adoption, KnownSymbols known)
    {
        _adoption = adoption;
        _known = known;
    }

    /// <summary>The <c>if</c> that looks.</summary>
    public IConditionalOperation Guard { get; private set; } = null!;

    /// <summary>Whether the child is added where the guard's condition is true.</summary>
    public bool AddsWhenTrue { get; private set; }

    /// <summary>Whether the guard stands before the call, and leaves where the key is taken; else it stands around it.</summary>
    public bool IsEarlyExit { get; private set; }

    /// <summary>Whether the guard's condition is the lookup and nothing else, without a name for what is found.</summary>
    public bool IsLookupOnly => Guard.Condition.UnwrapConversions() switch
    {
        IIsPatternOperation match => IsLookup(match.Value) && !match.Pattern.DescendantsAndSelf().Any(static part => part is IDeclarationPatternOperation { DeclaredSymbol: not null } or IRecursivePatternOperation { DeclaredSymbol: not null }),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } comparison => IsLookup(comparison.LeftOperand) || IsLookup(comparison.RightOperand),
        _ => false,
    };

    /// <summary>Finds what guards a call of <c>AddExisting</c>.</summary>
    /// <param name="adoption">The call.</param>
    /// <param name="known">GenTracker's types.</param>
    /// <returns>The guard; null where there is none, or where the user has seen to what may come in between.</returns>
    public static CheckThenAdd? Find(Adoption adoption, KnownSymbols known)
    {
        CheckThenAdd found = new(adoption, known);
        return found.FindGuard() && !found.IsKeyWrittenBetween() ? found : null;
    }

    private bool FindGuard()
    {
        if (_adoption.Call.IsUnderLock())
        {
            return false;
        }

        IOperation from = _adoption.Call;
        while (from.Parent is { } up and not IAnonymousFunctionOperation and not ILocalFunctionOperation)
        {
            switch (up)
            {
                case ITryOperation attempt when attempt.Body == from && attempt.Catches.Any(CatchesTakenKey):
                    return false;
                case IConditionalOperation around when from != around.Condition && MeansKeyIsFree(around.Condition, isTrue: from == around.WhenTrue):
                    (Guard, AddsWhenTrue) = (around, from == around.WhenTrue);
                    return true;
                case IBlockOperation block:
                    IConditionalOperation? before = block.Operations
                        .TakeWhile(statement => statement != from)
                        .OfType<IConditionalOperation>()
                        .LastOrDefault(statement => statement.WhenFalse is null && Exits(statement.WhenTrue) && MeansKeyIsFree(statement.Condition, isTrue: false));
                    if (before is null) break;
                    (Guard, IsEarlyExit) = (before, true);
                    return true;
            }

            from = up;
        }

        return false;
    }

    /// <summary>Whether a condition that is true, or false, means that the key was free.</summary>
    private bool MeansKeyIsFree(IOperation condition, bool isTrue) => condition.UnwrapConversions() switch
    {
        IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not => MeansKeyIsFree(not.Operand, !isTrue),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd } both when isTrue => MeansKeyIsFree(both.LeftOperand, isTrue) || MeansKeyIsFree(both.RightOperand, isTrue),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalOr } either when !isTrue => MeansKeyIsFree(either.LeftOperand, isTrue) || MeansKeyIsFree(either.RightOperand, isTrue),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals } equal when isTrue => ComparesLookupWithNull(equal),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.NotEquals } unequal when !isTrue => ComparesLookupWithNull(unequal),
        IIsPatternOperation match => IsLookupResult(match.Value) && (isTrue ? IsNullPattern(match.Pattern) : IsNotNullPattern(match.Pattern)),
        _ => false,
    };

    private bool ComparesLookupWithNull(IBinaryOperation comparison) =>
        (IsLookupResult(comparison.LeftOperand) && IsNull(comparison.RightOperand)) || (IsNull(comparison.LeftOperand) && IsLookupResult(comparison.RightOperand));

    private static bool IsNull(IOperation operation) => operation.UnwrapConversions().ConstantValue is { HasValue: true, Value: null };

    private static bool IsNullPattern(IPatternOperation pattern) => pattern switch
    {
        IConstantPatternOperation constant => IsNull(constant.Value),
        INegatedPatternOperation not => IsNotNullPattern(not.Pattern),
        _ => false,
    };

    /// <summary>Whether everything but null matches.</summary>
    private static bool IsNotNullPattern(IPatternOperation pattern) => pattern switch
    {
        INegatedPatternOperation not => IsNullPattern(not.Pattern),
        IDeclarationPatternOperation declaration => !declaration.MatchesNull,
        IRecursivePatternOperation recursive => recursive.PropertySubpatterns.IsEmpty && recursive.DeconstructionSubpatterns.IsEmpty,
        ITypePatternOperation => true,
        _ => false,
    };

    /// <summary>Whether it is what <c>Find</c> returned for the key, by itself or in a local.</summary>
    private bool IsLookupResult(IOperation operation) => IsLookup(operation) || (operation.UnwrapConversions() is ILocalReferenceOperation local && local.GetInitialValue() is { } value && IsLookup(value));

    private bool IsLookup(IOperation operation) =>
        operation.UnwrapConversions() is IInvocationOperation lookup
        && _known.IsTrackerMethod(lookup.TargetMethod, "Find")
        && lookup.Instance.IsSameAs(_adoption.Call.Instance)
        && lookup.GetArgument(0).IsSameAs(_adoption.Call.GetArgument(0));

    private static bool Exits(IOperation branch)
    {
        IOperation? last = branch is IBlockOperation block ? block.Operations.LastOrDefault() : branch;
        return last is IReturnOperation { Kind: OperationKind.Return } or IBranchOperation or IThrowOperation or IExpressionStatementOperation { Operation: IThrowOperation };
    }

    /// <summary>Whether the caller is ready for a key that is taken.</summary>
    private static bool CatchesTakenKey(ICatchClauseOperation clause) =>
        clause.ExceptionType.Is("GenTracker", "ChildAlreadyExistsException")
        || clause.ExceptionType.Is("GenTracker", "TrackerException")
        || clause.ExceptionType.Is("System", "Exception")
        || clause.ExceptionType.SpecialType == SpecialType.System_Object;

    private bool IsKeyWrittenBetween()
    {
        int start = Guard.Syntax.SpanStart, end = _adoption.Call.Syntax.SpanStart;
        IOperation? key = _adoption.Call.GetArgument(0);
        return _adoption.Call.RootOperation().Descendants().Any(operation =>
            operation.Syntax.SpanStart > start
            && operation.Syntax.SpanStart < end
            && operation switch
            {
                IAssignmentOperation assignment => IsPartOfKey(assignment.Target),
                IIncrementOrDecrementOperation step => IsPartOfKey(step.Target),
                _ => false,
            });

        bool IsPartOfKey(IOperation written) => key?.DescendantsAndSelf().Any(part => written.IsSameAs(part)) == true;
    }
}
