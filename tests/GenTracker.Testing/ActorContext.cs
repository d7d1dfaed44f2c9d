using System.Threading;

namespace GenTracker.Testing;

/// <summary>Brings an actor back to its own schedule after each await.</summary>
internal sealed class ActorContext(Actor actor) : SynchronizationContext
{
    public override void Post(SendOrPostCallback d, object? state) => actor.Enqueue(d, state);

    public override SynchronizationContext CreateCopy() => this;
}
