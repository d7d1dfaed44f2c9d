using System.Threading.Tasks;

#pragma warning disable IDE0130 // a type of an enclosing namespace stands before those of using directives
namespace GenTracker;

/// <summary>
/// The source of tasks that callers wait for. A caller of the scenario continues as its own actor. What the runtime itself awaits continues on the actor that
/// completes the task, and not on the real pool.
/// </summary>
internal class TaskCompletionSource<T>(TaskCreationOptions options)
    : Testing.Instrumented.TaskCompletionSource<T>(options & ~TaskCreationOptions.RunContinuationsAsynchronously);
