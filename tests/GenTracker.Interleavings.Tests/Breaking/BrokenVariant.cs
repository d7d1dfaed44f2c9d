using System.Collections.Generic;
using GenTracker.Breaking;

namespace GenTracker.Interleavings.Breaking;

/// <summary>A runtime that breaks a promise, and the scenario that must find out.</summary>
/// <param name="Name">What it does wrong, after the number of the promise.</param>
/// <param name="Scenario">The scenario's name.</param>
/// <param name="Edits">The changes of the runtime's sources.</param>
internal sealed record BrokenVariant(string Name, string Scenario, params IReadOnlyList<Edit> Edits);
