using System.Threading.Tasks;

namespace GenTracker.Waiting;

/// <summary>That an activity waits.</summary>
/// <param name="Target">For what.</param>
/// <param name="Task">The wait itself: once it has completed, the edge is none any more.</param>
/// <param name="IsHard">
/// Whether only the target can end the wait. A running child that waits with a token is taken to give up the wait when it is stopped, so
/// whoever waits for its end is not held up by it.
/// </param>
internal readonly record struct WaitEdge(IWaitTarget Target, Task Task, bool IsHard);
