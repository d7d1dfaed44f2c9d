using System.Collections.Generic;
using GenTracker.Breaking;

namespace GenTracker.Orleans.Tests.Breaking;

/// <summary>A way to own keys that breaks a promise.</summary>
/// <param name="Name">What it does wrong.</param>
/// <param name="Edits">The changes of the sources.</param>
internal sealed record BrokenVariant(string Name, params IReadOnlyList<Edit> Edits);
