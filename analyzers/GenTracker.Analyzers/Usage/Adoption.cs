using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GenTracker.Analyzers.Usage;

/// <summary>A call of <c>AddExisting</c> or <c>TakeOverAsync</c>.</summary>
internal readonly record struct Adoption(IInvocationOperation Call)
{
    private const int CompletionParameter = 2;

    /// <summary>Reads a call. Null if it is not an adoption.</summary>
    public static Adoption? Read(IOperation operation, KnownSymbols known) =>
        operation is IInvocationOperation { TargetMethod.Parameters.Length: CompletionParameter + 1 or CompletionParameter + 2 } call
            && (known.IsTrackerMethod(call.TargetMethod, "AddExisting") || known.IsTrackerMethod(call.TargetMethod, "TakeOverAsync"))
            ? new Adoption(call)
            : null;

    /// <summary>Whether the call replaces whoever holds the key, so that the key need not be free.</summary>
    public bool IsTakeover => Call.TargetMethod.Name == "TakeOverAsync";

    /// <summary>Whether the call passes a completion, which tells the tracker when the child ends.</summary>
    public bool HasCompletion =>
        Call.GetArgument(CompletionParameter) is { } completion && completion.UnwrapConversions().ConstantValue is not { HasValue: true, Value: null };

    /// <summary>Whether nobody can dispose the registration: it is dropped, or in a local that is used only for its <c>Stopping</c> token.</summary>
    public bool IsIgnored
    {
        get
        {
            IOperation registration = FindRegistration();
            if (!registration.IsValueUsed())
            {
                return true;
            }

            return registration.Parent is IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator }
                && !declarator.IsUsingResource()
                && declarator.Symbol.FindUses(Call.RootOperation()).All(static use => use.Parent is IPropertyReferenceOperation { Property.Name: "Stopping" });
        }
    }

    /// <summary>The call, or the wait for its task.</summary>
    private IOperation FindRegistration()
    {
        IOperation result = Call;
        while (result.Parent is IAwaitOperation
            or IInvocationOperation { TargetMethod.Name: "ConfigureAwait" or "WaitAsync" or "Wait" or "GetAwaiter" or "GetResult" }
            or IPropertyReferenceOperation { Property.Name: "Result" })
        {
            result = result.Parent;
        }

        return result;
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
