using System.Threading;
using GenTracker.Dispatching;

namespace GenTracker.Tests.Support;

/// <summary>
/// A synchronization context whose posts are the dispatcher's work. The runtime never runs its callers' continuations inline, so code that
/// awaits a tracker would go on on the real pool; under this context it goes on when the test steps.
/// </summary>
internal sealed class SteppedContext(IDispatcher dispatcher) : SynchronizationContext
{
    public override void Post(SendOrPostCallback d, object? state) =>
        dispatcher.Post(new ActionWorkItem(() =>
        {
            SetSynchronizationContext(this);
            d(state);
        }));

    public override SynchronizationContext CreateCopy() => this;
}
