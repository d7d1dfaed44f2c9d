using System.Linq;
using GenTracker.Generators.Declarations;
using GenTracker.Generators.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Operations;

namespace GenTracker.Analyzers.Usage;

/// <summary>
/// A property that is no number is set to what is made of its own value, as in <c>x.Tags = x.Tags.Add(t)</c>. <c>UpdateX</c> does it in one step.
/// </summary>
/// <param name="Target">The property that is written.</param>
internal sealed record AtomicUpdate(IPropertyReferenceOperation Target)
{
    /// <summary>Reads an assignment. Null if the new value is not certainly made of the old one.</summary>
    public static AtomicUpdate? Read(IOperation operation) => operation switch
    {
        ISimpleAssignmentOperation { Target: IPropertyReferenceOperation property } assignment when IsPlain(property) =>
            new Reading(property).IsMadeOfOldValue(assignment.Value) && !IsAsynchronous(assignment.Value) ? new(property) : null,
        ICompoundAssignmentOperation { Target: IPropertyReferenceOperation { Type.SpecialType: SpecialType.System_String } property } sum
            when sum.Syntax.IsKind(SyntaxKind.AddAssignmentExpression) => IsAsynchronous(sum.Value) ? null : new(property),
        _ => null,
    };

    /// <summary>Finds the generated member. Null if the property is not an attribute, or if the name of the member is taken.</summary>
    public IMethodSymbol? FindMember() => Target.Property.ContainingType
        .GetMembers(GeneratedNames.SettableMemberName(SettableMembers.Update, Target.Property.Name))
        .OfType<IMethodSymbol>()
        .FirstOrDefault(static method => method is { Arity: 0, Parameters.Length: 1 } && method.Parameters[0].Type.Is("System", "Func", arity: 2));

    /// <summary>Whether the operation reads the property.</summary>
    public bool IsRead(IOperation operation) => new Reading(Target).IsOldValue(operation);

    private static bool IsPlain(IPropertyReferenceOperation property) =>
        property.Arguments.IsEmpty && !NumericTypes.IsNumber(property.Type!) && !NumericTypes.IsTimeSpan(property.Type!);

    /// <summary>No function of an update can wait.</summary>
    private static bool IsAsynchronous(IOperation value) => value.DescendantsAndSelf().Any(static operation => operation is IAwaitOperation);

    private readonly struct Reading(IPropertyReferenceOperation property)
    {
        public bool IsOldValue(IOperation operation) => operation.UnwrapConversions() is IPropertyReferenceOperation read && property.IsSameAs(read);

        /// <summary>
        /// Whether the value is made of the old one by a call on it or with it, by <c>with</c>, or by adding to it. What only chooses between values, as
        /// <c>?:</c>, may be meant otherwise.
        /// </summary>
        public bool IsMadeOfOldValue(IOperation value)
        {
            Reading reading = this;
            return value.UnwrapConversions() switch
            {
                IInvocationOperation call =>
                    (call.Instance is { } receiver && IsOrIsMadeOfOldValue(receiver)) || call.Arguments.Any(argument => reading.IsArgument(call, argument)),
                IConditionalAccessOperation access => IsOrIsMadeOfOldValue(access.Operation) && access.WhenNotNull is IInvocationOperation,
                ICoalesceOperation choice => IsMadeOfOldValue(choice.Value),
                IWithOperation copy => IsOrIsMadeOfOldValue(copy.Operand),
                ICollectionExpressionOperation list =>
                    list.Elements.Any(element => element is ISpreadOperation spread && reading.IsOrIsMadeOfOldValue(spread.Operand)),
                IBinaryOperation { OperatorKind: BinaryOperatorKind.Add, Type.SpecialType: SpecialType.System_String } sum =>
                    IsOrIsMadeOfOldValue(sum.LeftOperand) || IsOrIsMadeOfOldValue(sum.RightOperand),
                IInterpolatedStringOperation text =>
                    text.Parts.Any(part => part is IInterpolationOperation hole && reading.IsOldValue(hole.Expression)),
                _ => false,
            };
        }

        private bool IsArgument(IInvocationOperation call, IArgumentOperation argument) =>
            argument.Parameter is { RefKind: RefKind.None } parameter
            && (IsOldValue(argument.Value) || (call.TargetMethod.IsExtensionMethod && parameter.Ordinal == 0 && IsMadeOfOldValue(argument.Value)));

        private bool IsOrIsMadeOfOldValue(IOperation value) =>
            IsOldValue(value)
            || (value.UnwrapConversions() is ICoalesceOperation choice && IsOldValue(choice.Value))
            || IsMadeOfOldValue(value);
    }
}
