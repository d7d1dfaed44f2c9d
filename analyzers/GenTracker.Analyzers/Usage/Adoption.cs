using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GenTracker.Analyzers.Usage;

/// <summary>A call of <c>AddExisting</c>.</summary>
internal readonly record struct Adoption(IInvocationOperation Call)
{
    private const int CompletionParameter = 2;

    /// <summary>Reads a call. Null if it is not an adoption.</summary>
    public static Adoption? Read(IOperation operation, KnownSymbols known) =>
        operation is IInvocationOperation { TargetMethod.Parameters.Length: CompletionParameter + 1 } call
            && known.IsTrackerMethod(call.TargetMethod, "AddExisting")
            ? new Adoption(call)
            : null;

    /// <summary>Whether the call passes a completion, which tells the tracker when the child ends.</summary>
    public bool HasCompletion =>
        Call.GetArgument(CompletionParameter) is { } completion && completion.UnwrapConversions().ConstantValue is not { HasValue: true, Value: null };

    /// <summary>Whether nobody can dispose the registration: it is dropped, or in a local that is used only for its <c>Stopping</c> token.</summary>
    public bool IsIgnored
    {
        get
        {
            if (!Call.IsValueUsed())
            {
                return true;
            }

            return Call.Parent is IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator }
                && !declarator.IsUsingResource()
                && declarator.Symbol.FindUses(Call.RootOperation()).All(static use => use.Parent is IPropertyReferenceOperation { Property.Name: "Stopping" });
        }
    }

    /// <summary>Whether the same member ends the child: it stops the key, or closes or disposes the tracker.</summary>
    public bool EndsInSameMember(KnownSymbols known)
    {
        IInvocationOperation adoption = Call;
        return adoption.Instance?.UnwrapConversions() is ILocalReferenceOperation { Local.IsUsing: true }
            || adoption.RootOperation().Descendants().OfType<IInvocationOperation>().Any(end =>
                end.Instance.IsSameAs(adoption.Instance)
                && (known.IsTrackerMethod(end.TargetMethod, "CloseAsync")
                    || known.IsTrackerMethod(end.TargetMethod, "DisposeAsync")
                    || (known.IsTrackerMethod(end.TargetMethod, "StopAsync") && end.GetArgument(0).IsSameAs(adoption.GetArgument(0)))));
    }
}
