using System.Linq;
using GenTracker.Generators.Validity;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GenTracker.Analyzers.Usage;

/// <summary>A blocking wait for a task.</summary>
/// <param name="Wait">The whole of it: <c>….Result</c>, <c>….Wait()</c> or <c>….GetAwaiter().GetResult()</c>.</param>
/// <param name="Task">What is waited for.</param>
internal sealed record BlockingWait(IOperation Wait, IOperation Task)
{
    /// <summary>Reads an operation.</summary>
    /// <param name="operation">The operation.</param>
    /// <returns>The wait; null where it is none.</returns>
    public static BlockingWait? Read(IOperation operation) => operation switch
    {
        IPropertyReferenceOperation { Property: { Name: "Result" } property, Instance: { } task } when IsOfTasks(property.ContainingType) => new(operation, task),
        IInvocationOperation { TargetMethod: { Name: "Wait" } method, Instance: { } task } when IsOfTasks(method.ContainingType) => new(operation, task),
        IInvocationOperation { TargetMethod: { Name: "GetResult" } method, Instance: IInvocationOperation { TargetMethod.Name: "GetAwaiter", Instance: { } task } }
            when method.ContainingNamespace.ToDisplayString() == "System.Runtime.CompilerServices" => new(operation, task),
        _ => null,
    };

    /// <summary>Whether the task is a tracker's, and nothing else here asks whether it is done.</summary>
    /// <param name="known">GenTracker's types.</param>
    /// <returns>True if it is.</returns>
    public bool IsForTracker(KnownSymbols known)
    {
        IOperation source = Unwrapped(Task);
        if (source is ILocalReferenceOperation local)
        {
            return local.InitialValue() is { } value && local.Local.UsesIn(local.Body()).Count() == 1 && IsTrackers(Unwrapped(value), known);
        }

        return IsTrackers(source, known);
    }

    private static bool IsTrackers(IOperation source, KnownSymbols known) => source switch
    {
        IInvocationOperation call => known.IsTracker(call.TargetMethod.ContainingType) && (IsOfTasks(call.Type) || IsOfValueTasks(call.Type)),
        IPropertyReferenceOperation completion => IsCompletion(completion, known)
            && completion.Body().Descendants().OfType<IPropertyReferenceOperation>().Count(other => IsCompletion(other, known)) == 1,
        _ => false,
    };

    private static bool IsCompletion(IPropertyReferenceOperation property, KnownSymbols known) =>
        property.Property.Name == "Completion" && IsOfTasks(property.Type) && known.IsChild(property.Property.ContainingType);

    private static IOperation Unwrapped(IOperation task)
    {
        IOperation bare = task.Bare();
        while (bare is IInvocationOperation { TargetMethod.Name: "AsTask" or "ConfigureAwait" or "WaitAsync", Instance: { } inner })
        {
            bare = inner.Bare();
        }

        return bare;
    }

    private static bool IsOfTasks(ITypeSymbol? type) =>
        type.Is("System.Threading.Tasks", "Task") || type.Is("System.Threading.Tasks", "Task", arity: 1) || type.Is("System.Threading.Tasks", "ValueTask", arity: 1);

    private static bool IsOfValueTasks(ITypeSymbol? type) => type.Is("System.Threading.Tasks", "ValueTask");
}
