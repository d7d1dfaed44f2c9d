using GenTracker.Testing.Instrumented;

#pragma warning disable IDE0130 // a type of the same namespace stands before those of using directives
namespace GenTracker.Logging;

/// <summary>The queue of the log.</summary>
internal sealed class ConcurrentQueue<T> : ExploredItems<T>;
