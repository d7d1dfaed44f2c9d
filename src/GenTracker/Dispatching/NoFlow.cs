using System.Threading;

namespace GenTracker.Dispatching;

/// <summary>Keeps the context of whoever happens to call the runtime out of what the runtime begins there: timers and flows of its own.</summary>
internal static class NoFlow
{
    /// <summary>Until what this returns is disposed, on the same thread.</summary>
    public static AsyncFlowControl Begin() => ExecutionContext.IsFlowSuppressed() ? default : ExecutionContext.SuppressFlow();
}
