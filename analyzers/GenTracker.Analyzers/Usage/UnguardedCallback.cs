using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using GenTracker.Generators.Declarations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace GenTracker.Analyzers.Usage;

/// <summary>A function that a timer, a thread, a token or an event calls, and whose exceptions nobody in the program catches.</summary>
internal static class UnguardedCallback
{
    /// <summary>Finds the body of the callback that an operation registers. Null if it registers none, or if the callback cannot run after the end.</summary>
    public static IOperation? FindBody(IOperation operation, KnownSymbols known)
    {
        IOperation? callback = operation switch
        {
            IObjectCreationOperation { Type: var type } creation when type.Is("System.Threading", "Timer") =>
                IsAwaited(creation) ? null : FindDelegate(creation.Arguments),
            IObjectCreationOperation { Type: var type } creation when type.Is("System.Threading", "Thread") => FindDelegate(creation.Arguments),
            IInvocationOperation { TargetMethod: var method } call => IsRegistration(call, method, known) ? FindDelegate(call.Arguments) : null,
            IEventAssignmentOperation { Adds: true } subscription => FindHandler(subscription),
            _ => null,
        };
        return callback is null ? null : GetBody(callback, operation);
    }

    /// <summary>Finds the writes that throw out of the callback: in its body, not in functions inside it, and not where the exception is caught.</summary>
    public static IEnumerable<ThrowingWrite> FindWrites(IOperation body, KnownSymbols known)
    {
        foreach (IOperation part in body.ChildOperations)
        {
            IEnumerable<ThrowingWrite> inside = part switch
            {
                IAnonymousFunctionOperation or ILocalFunctionOperation => [],
                ITryOperation attempt when attempt.Catches.Any(Catches) =>
                    attempt.Catches.Concat<IOperation>(attempt.Finally is null ? [] : [attempt.Finally]).SelectMany(rest => FindWrites(rest, known)),
                _ => FindWrites(part, known),
            };
            foreach (ThrowingWrite write in inside) yield return write;
            if (ThrowingWrite.Read(part, known) is { } own) yield return own;
        }
    }

    private static bool IsRegistration(IInvocationOperation call, IMethodSymbol method, KnownSymbols known) => method.Name switch
    {
        "CreateTimer" => method.ContainingType.IsOrDerivesFrom("System", "TimeProvider") && !IsAwaited(call),
        "QueueUserWorkItem" or "UnsafeQueueUserWorkItem" or "RegisterWaitForSingleObject" => method.ContainingType.Is("System.Threading", "ThreadPool"),
        "Register" or "UnsafeRegister" => method.ContainingType.Is("System.Threading", "CancellationToken") && MayFireAfterEnd(call, known),
        _ => false,
    };

    private static bool Catches(ICatchClauseOperation clause) =>
        clause.ExceptionType.Is("GenTracker", "ChildTerminatedException")
        || clause.ExceptionType.Is("GenTracker", "TrackerException")
        || clause.ExceptionType.Is("System", "Exception")
        || clause.ExceptionType.SpecialType == SpecialType.System_Object;

    /// <summary>Whether <c>await using</c> holds the timer: its disposal waits for a callback that still runs.</summary>
    private static bool IsAwaited(IOperation timer)
    {
        IOperation? holder = timer.Parent;
        while (holder is IConversionOperation)
        {
            holder = holder.Parent;
        }

        return holder is IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Parent.Parent.Parent: var scope } }
            && scope is IUsingDeclarationOperation { IsAsynchronous: true } or IUsingOperation { IsAsynchronous: true };
    }

    /// <summary>
    /// Whether the token may fire when the child has ended. The tokens that the tracker gives fire before the end, and the disposal of a registration
    /// waits for a callback that still runs.
    /// </summary>
    private static bool MayFireAfterEnd(IInvocationOperation call, KnownSymbols known) => call.Instance?.UnwrapConversions() switch
    {
        _ when call.Parent is IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator } && declarator.IsUsingResource() => false,
        _ when call.Parent is IUsingOperation => false,
        IParameterReferenceOperation { Parameter.ContainingSymbol: IMethodSymbol method } =>
            !known.IsPartOfRun(method) && !(method.MethodKind is not MethodKind.Ordinary && known.IsChild(method.ContainingType)),
        IPropertyReferenceOperation { Property: { Name: "Stopping", ContainingType: var type } } => !type.Is("GenTracker", "ChildRegistration"),
        IPropertyReferenceOperation { Property.Name: "Token", Instance: ILocalReferenceOperation { Local.IsUsing: true } } => false,
        _ => true,
    };

    /// <summary>
    /// Finds the handler. Null if the event cannot be raised after the end, or not by a thread that nobody guards: the child itself raises it, the code
    /// that subscribes has made its source, or leaves it again.
    /// </summary>
    private static IOperation? FindHandler(IEventAssignmentOperation subscription)
    {
        if (subscription.EventReference.UnwrapConversions() is not IEventReferenceOperation { Event: var raised, Instance: var source }
            || source.Resolve() is IInstanceReferenceOperation
            || (source.Resolve() is ILocalReferenceOperation local
                && local.GetInitialValue()?.UnwrapConversions() is IObjectCreationOperation { Type: { } type }
                && !IsRaisedByThreads(type))
            || subscription.RootOperation().Descendants().OfType<IEventAssignmentOperation>().Any(other => !other.Adds && IsSameEvent(other, raised)))
        {
            return null;
        }

        IOperation? handler = GetTarget(subscription.HandlerValue);
        return handler is not null && Swallows(raised, handler) ? null : handler;
    }

    private static bool IsSameEvent(IEventAssignmentOperation assignment, IEventSymbol raised) =>
        assignment.EventReference.UnwrapConversions() is IEventReferenceOperation reference && SymbolEqualityComparer.Default.Equals(reference.Event, raised);

    /// <summary>Whether a thread of the object's own raises its events, even after its disposal.</summary>
    private static bool IsRaisedByThreads(ITypeSymbol type) =>
        type.IsOrDerivesFrom("System.Diagnostics", "Process")
        || type.IsOrDerivesFrom("System.IO", "FileSystemWatcher")
        || type.IsOrDerivesFrom("System.Timers", "Timer");

    /// <summary>Whether the source of the event catches what a handler throws. It cannot if the handler is async.</summary>
    private static bool Swallows(IEventSymbol raised, IOperation callback) =>
        raised.ContainingType.Is("System.Timers", "Timer")
        && callback is not (IAnonymousFunctionOperation { Symbol.IsAsync: true } or IMethodReferenceOperation { Method.IsAsync: true });

    private static IOperation? FindDelegate(ImmutableArray<IArgumentOperation> arguments) => arguments
        .Select(static argument => GetTarget(argument.Value))
        .FirstOrDefault(static target => target is not null);

    private static IOperation? GetTarget(IOperation value) => (value.UnwrapConversions() as IDelegateCreationOperation)?.Target.UnwrapConversions();

    /// <summary>The body of a lambda, method or local function. A lambda that only calls a method of the same class stands for it.</summary>
    private static IOperation? GetBody(IOperation callback, IOperation registration) => callback switch
    {
        IAnonymousFunctionOperation lambda => GetOnlyCall(lambda) is { } call ? GetBody(call.TargetMethod, registration) ?? lambda.Body : lambda.Body,
        IMethodReferenceOperation reference => GetBody(reference.Method, registration),
        _ => null,
    };

    private static IOperation? GetBody(IMethodSymbol method, IOperation registration)
    {
        if (method.MethodKind == MethodKind.LocalFunction)
        {
            return registration.RootOperation().Descendants().OfType<ILocalFunctionOperation>()
                .FirstOrDefault(function => SymbolEqualityComparer.Default.Equals(function.Symbol, method))
                ?.Body;
        }

        return registration.SemanticModel is { } model
            && (method.PartialImplementationPart ?? method).DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is MethodDeclarationSyntax declaration
            && !GeneratedFile.IsGenerated(declaration.SyntaxTree)
            ? GetModel(declaration.SyntaxTree, model).GetOperation(declaration)
            : null;
    }

    /// <summary>The call of a method of the same class, if the lambda does nothing else, and the method's exceptions leave the lambda.</summary>
    private static IInvocationOperation? GetOnlyCall(IAnonymousFunctionOperation lambda)
    {
        IOperation[] statements = [.. lambda.Body.Operations.Where(static statement => statement is not IReturnOperation { ReturnedValue: null })];
        if (statements.Length != 1 || statements[0] is not IExpressionStatementOperation { Operation: { } expression })
        {
            return null;
        }

        bool isAwaited = expression is IAwaitOperation;
        IOperation called = expression is IAwaitOperation { Operation: { } task } ? task.UnwrapConversions() : expression;
        return called is IInvocationOperation { Instance: null or IInstanceReferenceOperation } call && (isAwaited || call.TargetMethod.ReturnsVoid)
            ? call
            : null;
    }

#pragma warning disable RS1030 // The method may be in another file than its registration.
    private static SemanticModel GetModel(SyntaxTree tree, SemanticModel model) =>
        tree == model.SyntaxTree ? model : model.Compilation.GetSemanticModel(tree);
#pragma warning restore RS1030
}
