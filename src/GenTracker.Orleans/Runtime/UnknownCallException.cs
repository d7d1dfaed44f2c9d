using System;

namespace GenTracker.Orleans.Runtime;

/// <summary>Thrown by a binding for a method that its class does not have; it never leaves the node.</summary>
/// <param name="method">The method's number.</param>
internal sealed class UnknownCallException(uint method) : Exception($"No method has the number {method}.");
