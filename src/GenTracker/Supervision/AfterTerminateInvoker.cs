using System;
using System.Threading;
using System.Threading.Tasks;

namespace GenTracker.Supervision;

/// <summary>
/// Calls <see cref="IAfterTerminate.AfterTerminateAsync"/>, and remembers the class that last turned out to have only the default: its next children are
/// spared an operation, a token and a timeout.
/// </summary>
internal sealed class AfterTerminateInvoker
{
    private Type? _noOpType;

    /// <summary>Whether this child's class is known to do nothing.</summary>
    public bool IsNoOp(IAfterTerminate child) => ReferenceEquals(Volatile.Read(ref _noOpType), child.GetType());

    public Task InvokeAsync(IAfterTerminate child, in ChildExit exit, CancellationToken cancellationToken)
    {
        Task task = child.AfterTerminateAsync(exit, cancellationToken);
        if (DefaultAfterTerminate.IsReturnedBy(child, task))
            Volatile.Write(ref _noOpType, child.GetType());
        return task;
    }
}
