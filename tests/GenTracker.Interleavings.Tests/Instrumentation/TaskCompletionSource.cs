using System.Threading.Tasks;

#pragma warning disable IDE0130 // a type of an enclosing namespace stands before those of using directives
namespace GenTracker;

/// <summary>The source of tasks that callers wait for.</summary>
internal class TaskCompletionSource<T>(TaskCreationOptions options) : Testing.Instrumented.TaskCompletionSource<T>(options);
