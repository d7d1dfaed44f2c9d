using GenTracker.Testing.Instrumented;

#pragma warning disable IDE0130 // a type of the same namespace stands before those of using directives
namespace GenTracker.Logging;

/// <summary>What the log's queue is made of here.</summary>
internal sealed class ConcurrentQueue<T> : ExploredItems<T>;
