namespace GenTracker.Generators.Model;

/// <summary>The members of the tracker that increment a property of a child by key.</summary>
/// <param name="Accessibility">Their accessibility.</param>
/// <param name="Increment"><c>IncrementX</c>.</param>
/// <param name="TryIncrement"><c>TryIncrementX</c>, on the tracker and on the child.</param>
internal sealed record ByKeyModel(string Accessibility, string Increment, string TryIncrement);
