using System.Linq;
using GenTracker.Generators.Declarations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GenTracker.Analyzers.Usage;

/// <summary>A blocking wait for a task.</summary>
/// <param name="Wait">The whole expression: <c>….Result</c>, <c>….Wait()</c> or <c>….GetAwaiter().GetResult()</c>.</param>
/// <param name="Task">The task.</param>
internal sealed record BlockingWait(IOperation Wait, IOperation Task)
{
    /// <summary>Reads an operation. Null if it does not block.</summary>
    public static BlockingWait? Read(IOperation operation) => operation switch
    {
        IPropertyReferenceOperation { Property: { Name: "Result" } property, Instance: { } task } when IsTask(property.ContainingType) => new(operation, task),
        IInvocationOperation { TargetMethod: { Name: "Wait" } method, Instance: { } task } when IsTask(method.ContainingType) => new(operation, task),
        IInvocationOperation
        { TargetMethod: { Name: "GetResult" } method, Instance: IInvocationOperation { TargetMethod.Name: "GetAwaiter", Instance: { } task } }
            when method.ContainingNamespace.ToDisplayString() == "System.Runtime.CompilerServices" => new(operation, task),
        _ => null,
    };

    /// <summary>Whether the task comes from a tracker, and no other code here checks if it is complete.</summary>
    public bool IsForTracker(KnownSymbols known)
    {
        IOperation source = UnwrapTask(Task);
        if (source is ILocalReferenceOperation local)
        {
            return local.GetInitialValue() is { } value
                && local.Local.FindUses(local.RootOperation()).Count() == 1
                && ComesFromTracker(UnwrapTask(value), known);
        }

        return ComesFromTracker(source, known);
    }

    private static bool ComesFromTracker(IOperation source, KnownSymbols known) => source switch
    {
        IInvocationOperation call => known.IsTracker(call.TargetMethod.ContainingType) && (IsTask(call.Type) || IsValueTask(call.Type)),
        IPropertyReferenceOperation completion => IsCompletion(completion, known)
            && completion.RootOperation().Descendants().OfType<IPropertyReferenceOperation>().Count(other => IsCompletion(other, known)) == 1,
        _ => false,
    };

    private static bool IsCompletion(IPropertyReferenceOperation property, KnownSymbols known) =>
        property.Property.Name == "Completion" && IsTask(property.Type) && known.IsChild(property.Property.ContainingType);

    /// <summary>Removes the calls that only wrap the task.</summary>
    public static IOperation UnwrapTask(IOperation task)
    {
        IOperation unwrapped = task.UnwrapConversions();
        while (unwrapped is IInvocationOperation { TargetMethod.Name: "AsTask" or "ConfigureAwait" or "WaitAsync", Instance: { } inner })
        {
            unwrapped = inner.UnwrapConversions();
        }

        return unwrapped;
    }

    private static bool IsTask(ITypeSymbol? type) =>
        type.Is("System.Threading.Tasks", "Task")
            || type.Is("System.Threading.Tasks", "Task", arity: 1)
            || type.Is("System.Threading.Tasks", "ValueTask", arity: 1);

    private static bool IsValueTask(ITypeSymbol? type) => type.Is("System.Threading.Tasks", "ValueTask");
}
