using System.Collections.Generic;
using GenTracker.Breaking;

namespace GenTracker.Interleavings.Breaking;

/// <summary>A runtime that breaks a promise, and the scenario that must find out.</summary>
/// <param name="Promise">What is broken.</param>
/// <param name="Scenario">Where that shows.</param>
/// <param name="Edits">How it is broken.</param>
internal sealed record BrokenVariant(string Promise, string Scenario, params IReadOnlyList<Edit> Edits);
