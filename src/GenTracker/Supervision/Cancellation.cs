using System;
using System.Threading;

namespace GenTracker.Supervision;

/// <summary>The firing of a child's token, as work of its own: it runs the child's callbacks, which may throw or hang.</summary>
internal sealed class Cancellation(CancellationTokenSource token, PhaseOwner owner) : IThreadPoolWorkItem
{
    public void Execute()
    {
        try
        {
            token.Cancel();
        }
        catch (Exception exception)
        {
            owner.OnCancellationCallbackFailed(exception);
        }
    }
}
