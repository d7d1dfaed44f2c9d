using System.Linq;
using GenTracker.Generators.Declarations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GenTracker.Analyzers.Usage;

/// <summary>A lookup of a key, and an <c>AddExisting</c> that runs only if the lookup has found the key free.</summary>
internal sealed class CheckThenAdd
{
    private readonly Adoption _adoption;
    private readonly KnownSymbols _known;

    private CheckThenAdd(Adoption adoption, KnownSymbols known)
    {
        _adoption = adoption;
        _known = known;
    }

    /// <summary>The <c>if</c> that checks the key.</summary>
    public IConditionalOperation Guard { get; private set; } = null!;

    /// <summary>Whether the child is added if the condition is true.</summary>
    public bool AddsWhenTrue { get; private set; }

    /// <summary>Whether the <c>if</c> precedes the call and exits if the key is taken. Otherwise it contains the call.</summary>
    public bool IsEarlyExit { get; private set; }

    /// <summary>Whether the condition is the lookup alone, and declares no variable for the child.</summary>
    public bool IsLookupOnly => Guard.Condition.UnwrapConversions() switch
    {
        IIsPatternOperation match => IsLookup(match.Value) && !match.Pattern.DescendantsAndSelf().Any(static part => part is IDeclarationPatternOperation { DeclaredSymbol: not null } or IRecursivePatternOperation { DeclaredSymbol: not null }),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } comparison => IsLookup(comparison.LeftOperand) || IsLookup(comparison.RightOperand),
        _ => false,
    };

    /// <summary>Finds the check of an <c>AddExisting</c>. Null if there is none, or if the code handles a key that is taken in between.</summary>
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

    /// <summary>Whether the condition proves that the key was free if it is true, or false.</summary>
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

    /// <summary>Whether the pattern matches everything but null.</summary>
    private static bool IsNotNullPattern(IPatternOperation pattern) => pattern switch
    {
        INegatedPatternOperation not => IsNullPattern(not.Pattern),
        IDeclarationPatternOperation declaration => !declaration.MatchesNull,
        IRecursivePatternOperation recursive => recursive.PropertySubpatterns.IsEmpty && recursive.DeconstructionSubpatterns.IsEmpty,
        ITypePatternOperation => true,
        _ => false,
    };

    /// <summary>Whether the operation is the result of <c>Find</c> for the key, directly or through a local.</summary>
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

    /// <summary>Whether the clause catches the exception for a taken key.</summary>
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
