using System.Threading;

namespace GenTracker.Dispatching;

/// <summary>Keeps the execution context of a caller out of the timers and tasks that the runtime creates on the caller's thread.</summary>
internal static class ExecutionContextFlow
{
    /// <summary>Suppresses the flow until the caller disposes the result, on the same thread.</summary>
    public static AsyncFlowControl Suppress() => ExecutionContext.IsFlowSuppressed() ? default : ExecutionContext.SuppressFlow();
}
