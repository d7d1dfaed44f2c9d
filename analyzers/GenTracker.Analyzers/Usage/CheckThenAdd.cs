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

    /// <summary>The <c>if</c>, loop or <c>switch</c> that checks the key.</summary>
    public IOperation Guard { get; private set; } = null!;

    /// <summary>Whether the child is added if the condition is true.</summary>
    public bool AddsWhenTrue { get; private set; }

    /// <summary>Whether the check precedes the call, which runs only if the key was free. Otherwise the check contains the call.</summary>
    public bool IsEarlyExit { get; private set; }

    /// <summary>Whether the condition is the lookup alone, and declares no variable for the child.</summary>
    public bool IsLookupOnly => (Guard as IConditionalOperation)?.Condition.UnwrapConversions() switch
    {
        IIsPatternOperation match => IsLookup(match.Value) && !match.Pattern.DescendantsAndSelf().Any(DeclaresVariable),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } comparison =>
            IsLookup(comparison.LeftOperand) || IsLookup(comparison.RightOperand),
        _ => false,
    };

    /// <summary>Finds the check of an <c>AddExisting</c>. Null if there is none, or if a key that is taken in between does no harm.</summary>
    public static CheckThenAdd? Find(Adoption adoption, KnownSymbols known)
    {
        CheckThenAdd found = new(adoption, known);
        return !adoption.IsTakeover && found.FindGuard() && !found.IsKeyWrittenBetween() ? found : null;
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
                case ILoopOperation loop when from == loop.Body && ConditionAtTop(loop) is { } condition && MeansKeyIsFree(condition, isTrue: true):
                case ISwitchCaseOperation { Parent: ISwitchOperation choice } taken when IsLookupResult(choice.Value) && MeansKeyIsFree(taken, choice):
                case ISwitchExpressionArmOperation { Parent: ISwitchExpressionOperation expression } arm
                    when from == arm.Value && IsLookupResult(expression.Value) && MeansKeyIsFree(arm, expression):
                    Guard = up;
                    return true;
                case IBlockOperation block when block.Operations.TakeWhile(statement => statement != from).LastOrDefault(EnsuresKeyIsFree) is { } before:
                    (Guard, IsEarlyExit) = (before, true);
                    return true;
            }

            from = up;
        }

        return false;
    }

    /// <summary>Whether control passes the statement only if the key is free: an <c>if</c> that exits, or a loop that waits.</summary>
    private bool EnsuresKeyIsFree(IOperation statement) => statement switch
    {
        IConditionalOperation { WhenFalse: null } check => check.WhenTrue.Exits() && MeansKeyIsFree(check.Condition, isTrue: false),
        ILoopOperation loop =>
            ConditionOf(loop) is { } condition && MeansKeyIsFree(condition, isTrue: false) && !loop.Body.Descendants().Any(inner => Leaves(inner, loop)),
        _ => false,
    };

    private static bool Leaves(IOperation operation, ILoopOperation loop) => operation is IBranchOperation branch
        && (branch.BranchKind == BranchKind.GoTo || SymbolEqualityComparer.Default.Equals(branch.Target, loop.ExitLabel));

    private static IOperation? ConditionOf(ILoopOperation loop) => loop switch
    {
        IWhileLoopOperation whileLoop => whileLoop.Condition,
        IForLoopOperation forLoop => forLoop.Condition,
        _ => null,
    };

    private static IOperation? ConditionAtTop(ILoopOperation loop) => loop is IWhileLoopOperation { ConditionIsTop: false } ? null : ConditionOf(loop);

    /// <summary>Whether the case is chosen only if the lookup has returned null: <c>case null</c>, or <c>default</c> after a case for all else.</summary>
    private static bool MeansKeyIsFree(ISwitchCaseOperation taken, ISwitchOperation choice) => taken.Clauses.All(clause => clause switch
    {
        ISingleValueCaseClauseOperation single => IsNull(single.Value),
        IPatternCaseClauseOperation pattern => IsNullPattern(pattern.Pattern),
        IDefaultCaseClauseOperation => choice.Cases.SelectMany(static other => other.Clauses)
            .Any(static other => other is IPatternCaseClauseOperation { Guard: null } all && IsNotNullPattern(all.Pattern)),
        _ => false,
    });

    private static bool MeansKeyIsFree(ISwitchExpressionArmOperation arm, ISwitchExpressionOperation expression) =>
        IsNullPattern(arm.Pattern)
        || (arm.Pattern is IDiscardPatternOperation && expression.Arms.Any(static other => other.Guard is null && IsNotNullPattern(other.Pattern)));

    /// <summary>Whether the condition proves that the key was free if it is true, or false.</summary>
    private bool MeansKeyIsFree(IOperation condition, bool isTrue) => condition.UnwrapConversions() switch
    {
        IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not => MeansKeyIsFree(not.Operand, !isTrue),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd } both when isTrue =>
            MeansKeyIsFree(both.LeftOperand, isTrue) || MeansKeyIsFree(both.RightOperand, isTrue),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalOr } either when !isTrue =>
            MeansKeyIsFree(either.LeftOperand, isTrue) || MeansKeyIsFree(either.RightOperand, isTrue),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals } equal when isTrue => ComparesLookupWithNull(equal),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.NotEquals } unequal when !isTrue => ComparesLookupWithNull(unequal),
        IIsPatternOperation match => IsLookupResult(match.Value) && (isTrue ? IsNullPattern(match.Pattern) : IsNotNullPattern(match.Pattern)),
        _ => false,
    };

    private bool ComparesLookupWithNull(IBinaryOperation comparison) =>
        (IsLookupResult(comparison.LeftOperand) && IsNull(comparison.RightOperand))
            || (IsNull(comparison.LeftOperand) && IsLookupResult(comparison.RightOperand));

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
    private bool IsLookupResult(IOperation operation) =>
        IsLookup(operation)
        || (operation.UnwrapConversions() is ILocalReferenceOperation local
            && local.GetInitialValue() is { } value
            && IsLookup(value)
            && !IsReassigned(local));

    /// <summary>Whether the local is written before the condition reads it. The body of a loop runs before its condition too.</summary>
    private static bool IsReassigned(ILocalReferenceOperation local)
    {
        SyntaxNode? loop = local.FindLoopOfCondition()?.Syntax;
        return local.Local.FindUses(local.RootOperation()).Any(use =>
            use.IsWritten() && (use.Syntax.SpanStart < local.Syntax.SpanStart || loop?.Span.Contains(use.Syntax.Span) == true));
    }

    private bool IsLookup(IOperation operation) =>
        operation.UnwrapConversions() is IInvocationOperation lookup
        && _known.IsTrackerMethod(lookup.TargetMethod, "Find")
        && lookup.Instance.IsSameAs(_adoption.Call.Instance)
        && lookup.GetArgument(0).IsSameAs(_adoption.Call.GetArgument(0));

    /// <summary>Whether the clause catches the exception for a taken key.</summary>
    private static bool CatchesTakenKey(ICatchClauseOperation clause) =>
        clause.ExceptionType.Is("GenTracker", "ChildAlreadyExistsException")
        || clause.ExceptionType.Is("GenTracker", "TrackerException")
        || clause.ExceptionType.Is("System", "Exception")
        || clause.ExceptionType.SpecialType == SpecialType.System_Object;

    /// <summary>A loop before the call looks up the key again after each write in its body.</summary>
    private bool IsKeyWrittenBetween()
    {
        int start = IsEarlyExit && Guard is ILoopOperation loop ? loop.Syntax.Span.End : Guard.Syntax.SpanStart;
        return _adoption.Call.GetArgument(0).IsWrittenBetween(start, _adoption.Call.Syntax.SpanStart, _adoption.Call.RootOperation());
    }

    private static bool DeclaresVariable(IOperation part) =>
        part is IDeclarationPatternOperation { DeclaredSymbol: not null } or IRecursivePatternOperation { DeclaredSymbol: not null };
}
