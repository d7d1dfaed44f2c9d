using System;
using System.Linq;
using GenTracker.Analyzers.Usage;
using GenTracker.CodeFixes.Usage;
using GenTracker.Generators.Declarations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GenTracker.CodeFixes.Refactorings;

/// <summary>A use of a member, and what it becomes if the member is an attribute.</summary>
/// <param name="Place">The node that changes.</param>
/// <param name="Change">Makes the change in this node, in which other uses may have been changed before.</param>
internal sealed record TrackableUse(SyntaxNode Place, Func<SyntaxNode, SyntaxNode> Change)
{
    /// <summary>Reads a use. Null if no property can be used so: by reference, or as a struct that changes itself.</summary>
    public static TrackableUse? Read(SimpleNameSyntax name, TrackableMember member, SemanticModel model)
    {
        if (IsHidden(name, member, model))
        {
            return null;
        }

        ExpressionSyntax use = name.Parent switch
        {
            MemberAccessExpressionSyntax access when access.Name == name => access,
            MemberBindingExpressionSyntax binding => binding,
            _ => name,
        };
        ExpressionSyntax whole = use;
        while (whole.Parent is ParenthesizedExpressionSyntax or PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression })
        {
            whole = (ExpressionSyntax)whole.Parent;
        }

        return whole.Parent switch
        {
            ArgumentSyntax { RefKindKeyword.RawKind: not 0 } argument => ReadAtomic(use, argument, member, model),
            RefExpressionSyntax or MakeRefExpressionSyntax => null,
            PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.AddressOfExpression } => null,
            PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PreIncrementExpression or (int)SyntaxKind.PreDecrementExpression } step when use == whole =>
                ReadStep(step, step.IsKind(SyntaxKind.PreIncrementExpression), member, model),
            PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PostIncrementExpression or (int)SyntaxKind.PostDecrementExpression } step
                when use == whole =>
                ReadStep(step, step.IsKind(SyntaxKind.PostIncrementExpression), member, model),
            AssignmentExpressionSyntax assignment when assignment.Left == use => ReadAssignment(assignment, member, model),
            MemberAccessExpressionSyntax or ElementAccessExpressionSyntax when IsMutableStruct(member.Type) => null,
            ConditionalAccessExpressionSyntax access when access.Expression == whole && IsMutableStruct(member.Type) => null,
            _ => IsWritten(whole) && IsGetOnly(member) ? null : Rename(name, member),
        };
    }

    /// <summary>Whether the expression names this type of the platform.</summary>
    public static bool IsThreadingType(ExpressionSyntax expression, string name, SemanticModel model) =>
        (model.GetSymbolInfo(expression).Symbol as ITypeSymbol).Is("System.Threading", name);

    private static bool IsGetOnly(TrackableMember member) => member.Symbol is IPropertySymbol { SetMethod: null };

    private static bool IsWritten(ExpressionSyntax use) =>
        use.Parent is ArgumentSyntax { Parent: TupleExpressionSyntax { Parent: AssignmentExpressionSyntax assignment } tuple } && assignment.Left == tuple;

    /// <summary>Whether another symbol has the new name here.</summary>
    private static bool IsHidden(SimpleNameSyntax name, TrackableMember member, SemanticModel model) =>
        member.Name != name.Identifier.ValueText
        && model.LookupSymbols(name.SpanStart, name: member.Name).Any(found => found is ILocalSymbol or IParameterSymbol or IRangeVariableSymbol
            || (found is IMethodSymbol { MethodKind: MethodKind.LocalFunction })
            || (found is IPropertySymbol or IFieldSymbol or IMethodSymbol or IEventSymbol
                && !SymbolEqualityComparer.Default.Equals(found.ContainingType, member.Symbol.ContainingType)));

    private static TrackableUse Rename(SimpleNameSyntax name, TrackableMember member) =>
        new(name, current => SyntaxFactory.IdentifierName(member.Name).WithTriviaFrom(current));

    private static ExpressionSyntax Renamed(ExpressionSyntax use, string name) => BoundedIncrement.WithName(use.WithoutTrivia(), name);

    /// <summary>Reads a call of <c>Interlocked</c> or <c>Volatile</c> on the member.</summary>
    private static TrackableUse? ReadAtomic(ExpressionSyntax use, ArgumentSyntax argument, TrackableMember member, SemanticModel model)
    {
        if (argument is not { NameColon: null, Parent: ArgumentListSyntax { Parent: InvocationExpressionSyntax call } list }
            || argument.Expression != use
            || use is MemberBindingExpressionSyntax
            || list.Arguments[0] != argument
            || list.Arguments.Any(static other => other.NameColon is not null)
            || SignificantTrivia.ExistsIn(list)
            || model.GetSymbolInfo(call).Symbol is not IMethodSymbol { ContainingType: var type } method
            || !(type.Is("System.Threading", "Interlocked") || type.Is("System.Threading", "Volatile")))
        {
            return null;
        }

        bool canWrite = !IsGetOnly(member);
        return method.Name switch
        {
            "Increment" when member.IsCounted => Call("Increment" + member.Name, []),
            "Decrement" when member.IsCounted => Call("Decrement" + member.Name, []),
            "Add" when member.IsCounted => Call("Increment" + member.Name, [1]),
            "Exchange" when canWrite => Call("Exchange" + member.Name, [1]),
            "Read" => new(call, current => Renamed(Target(current), member.Name).WithTriviaFrom(current)),
            "Write" when canWrite =>
                new(call, current => Assign(Renamed(Target(current), member.Name), Arguments(current)[1].Expression).WithTriviaFrom(current)),
            "CompareExchange" when IsSame(list.Arguments[1], list.Arguments[2], model) =>
                new(call, current => Renamed(Target(current), member.Name).WithTriviaFrom(current)),
            _ => null,
        };

        TrackableUse Call(string name, int[] passed) => new(call, current => SyntaxFactory.InvocationExpression(
            Renamed(Target(current), name),
            SyntaxFactory.ArgumentList([.. passed.Select(index => Arguments(current)[index].WithoutTrivia())])).WithTriviaFrom(current));
    }

    private static SeparatedSyntaxList<ArgumentSyntax> Arguments(SyntaxNode call) => ((InvocationExpressionSyntax)call).ArgumentList.Arguments;

    private static ExpressionSyntax Target(SyntaxNode call) => Arguments(call)[0].Expression;

    private static AssignmentExpressionSyntax Assign(ExpressionSyntax target, ExpressionSyntax value) => SyntaxFactory.AssignmentExpression(
        SyntaxKind.SimpleAssignmentExpression,
        target,
        SyntaxFactory.Token([SyntaxFactory.Space], SyntaxKind.EqualsToken, [SyntaxFactory.Space]),
        value.WithoutTrivia());

    /// <summary>Whether a value is exchanged only for the same one, so that the call just reads.</summary>
    private static bool IsSame(ArgumentSyntax one, ArgumentSyntax other, SemanticModel model) =>
        model.GetConstantValue(one.Expression) is { HasValue: true, Value: var value }
        && model.GetConstantValue(other.Expression) is { HasValue: true, Value: var same }
        && Equals(value, same);

    private static TrackableUse? ReadStep(ExpressionSyntax step, bool isIncrement, TrackableMember member, SemanticModel model)
    {
        bool isOldValueUsed = step is PostfixUnaryExpressionSyntax && model.GetOperation(step)?.IsValueUsed() != false;
        if (!member.IsCounted
            || NumericTypes.IsTimeSpan(member.Type)
            || CheckedContexts.Contain(step)
            || SignificantTrivia.ExistsIn(step)
            || (isOldValueUsed && !BoundedIncrement.IsIntOrWider(member.Type)))
        {
            return IsGetOnly(member) ? null : new(OperandOf(step), current => Renamed((ExpressionSyntax)current, member.Name).WithTriviaFrom(current));
        }

        return new(step, current =>
        {
            ExpressionSyntax call = SyntaxFactory.InvocationExpression(
                Renamed(OperandOf(current), (isIncrement ? "Increment" : "Decrement") + member.Name), SyntaxFactory.ArgumentList());
            return (isOldValueUsed ? SyntaxFactory.ParseExpression($"({call} {(isIncrement ? '-' : '+')} 1)") : call).WithTriviaFrom(current);
        });
    }

    private static ExpressionSyntax OperandOf(SyntaxNode step) =>
        step is PrefixUnaryExpressionSyntax prefix ? prefix.Operand : ((PostfixUnaryExpressionSyntax)step).Operand;

    private static TrackableUse? ReadAssignment(AssignmentExpressionSyntax assignment, TrackableMember member, SemanticModel model)
    {
        if (IsGetOnly(member) || assignment.Right is RefExpressionSyntax)
        {
            return null;
        }

        bool isAdded = assignment.IsKind(SyntaxKind.AddAssignmentExpression);
        if (!member.IsCounted
            || !(isAdded || assignment.IsKind(SyntaxKind.SubtractAssignmentExpression))
            || CheckedContexts.Contain(assignment)
            || SignificantTrivia.ExistsIn(assignment)
            || !model.ClassifyConversion(assignment.Right, member.Type).IsImplicit)
        {
            return new(assignment.Left, current => Renamed((ExpressionSyntax)current, member.Name).WithTriviaFrom(current));
        }

        return new(assignment, current =>
        {
            var change = (AssignmentExpressionSyntax)current;
            return SyntaxFactory.InvocationExpression(
                Renamed(change.Left, (isAdded ? "Increment" : "Decrement") + member.Name),
                SyntaxFactory.ArgumentList([SyntaxFactory.Argument(change.Right.WithoutTrivia())])).WithTriviaFrom(current);
        });
    }

    /// <summary>Whether a call on the value may change it. On a property the call changes a copy.</summary>
    private static bool IsMutableStruct(ITypeSymbol type) =>
        type is { IsValueType: true, IsReadOnly: false, TypeKind: not TypeKind.Enum, SpecialType: SpecialType.None }
        && type.OriginalDefinition.SpecialType != SpecialType.System_Nullable_T;
}
