using System.Linq;
using GenTracker.Generators.Declarations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GenTracker.Analyzers.Usage;

/// <summary>Calls that block their thread: they wait for time, a task, a lock, a process, a client or data.</summary>
internal static class BlockingCall
{
    /// <summary>Whether the operation certainly blocks. Waits for a tracker are not included, because GT1005 reports them.</summary>
    public static bool IsBlocking(IOperation operation, KnownSymbols known) => operation switch
    {
        _ when BlockingWait.Read(operation) is { } wait => !wait.IsForTracker(known) && IsPending(wait),
        IInvocationOperation call => (IsWait(call.TargetMethod) && !IsZeroTimeout(call))
            || (IsRead(call) && call.IsWithin<ILoopOperation>()),
        _ => false,
    };

    /// <summary>Whether the task is new here, so that nobody has waited for it before.</summary>
    private static bool IsPending(BlockingWait wait)
    {
        IOperation? task = BlockingWait.UnwrapTask(wait.Task);
        if (task is ILocalReferenceOperation local)
        {
            task = local.Local.FindUses(local.RootOperation()).Count() == 1 && local.GetInitialValue() is { } value ? BlockingWait.UnwrapTask(value) : null;
        }

        return task is IInvocationOperation { TargetMethod: var method }
            && !(method.IsStatic && method.Name is "FromResult" or "FromException" or "FromCanceled");
    }

    private static bool IsWait(IMethodSymbol method)
    {
        INamedTypeSymbol type = method.ContainingType;
        return method.Name switch
        {
            "Sleep" or "Join" => type.Is("System.Threading", "Thread"),
            "Wait" => type.Is("System.Threading", "SemaphoreSlim") || type.Is("System.Threading", "ManualResetEventSlim")
                || type.Is("System.Threading", "CountdownEvent") || type.Is("System.Threading", "Monitor"),
            "WaitAll" or "WaitAny" => type.Is("System.Threading", "WaitHandle") || type.Is("System.Threading.Tasks", "Task"),
            "WaitOne" => type.Is("System.Threading", "WaitHandle"),
            "SignalAndWait" => type.Is("System.Threading", "Barrier") || type.Is("System.Threading", "WaitHandle"),
            "SpinUntil" => type.Is("System.Threading", "SpinWait"),
            "Take" or "GetConsumingEnumerable" => type.Is("System.Collections.Concurrent", "BlockingCollection", arity: 1),
            "WaitForExit" or "WaitForInputIdle" => type.Is("System.Diagnostics", "Process"),
            "ReadLine" or "ReadKey" => type.Is("System", "Console"),
            "Accept" or "Receive" or "ReceiveFrom" => type.Is("System.Net.Sockets", "Socket") || type.Is("System.Net.Sockets", "UdpClient"),
            "AcceptTcpClient" or "AcceptSocket" => type.Is("System.Net.Sockets", "TcpListener"),
            "GetContext" => type.Is("System.Net", "HttpListener"),
            "WaitForConnection" => type.Is("System.IO.Pipes", "NamedPipeServerStream"),
            _ => false,
        };
    }

    private static bool IsZeroTimeout(IInvocationOperation call) => call.Arguments.Any(static argument =>
        argument.Value.UnwrapConversions() is { ConstantValue: { HasValue: true, Value: 0 } } or IFieldReferenceOperation { Field.Name: "Zero" });

    /// <summary>Whether the call reads data that may not be there yet: it is no file and not in memory, as far as the code shows.</summary>
    private static bool IsRead(IInvocationOperation call) => call is { Instance: { } source }
        && (call.TargetMethod.Name is "Read" or "ReadByte" or "ReadExactly" or "ReadAtLeast" && source.Type.IsOrDerivesFrom("System.IO", "Stream")
            || call.TargetMethod.Name is "Read" or "ReadBlock" or "ReadLine" or "ReadToEnd" && source.Type.IsOrDerivesFrom("System.IO", "TextReader"))
        && !IsAtHand(source.UnwrapConversions());

    private static bool IsAtHand(IOperation source) => source switch
    {
        { Type: { } type } when type.IsOrDerivesFrom("System.IO", "MemoryStream")
            || type.IsOrDerivesFrom("System.IO", "UnmanagedMemoryStream")
            || type.IsOrDerivesFrom("System.IO", "FileStream")
            || type.IsOrDerivesFrom("System.IO", "StringReader") => true,
        ILocalReferenceOperation local => local.GetInitialValue() is { } value && IsAtHand(value.UnwrapConversions()),
        IInvocationOperation { TargetMethod: { IsStatic: true, ContainingType: var type } } => type.Is("System.IO", "File"),
        IInvocationOperation { TargetMethod.ContainingType: var type } => type.Is("System.IO", "FileInfo"),
        IObjectCreationOperation { Arguments: { Length: > 0 } arguments } => arguments[0].Value is { } inner
            && (inner.Type?.SpecialType == SpecialType.System_String || IsAtHand(inner.UnwrapConversions())),
        _ => false,
    };
}
