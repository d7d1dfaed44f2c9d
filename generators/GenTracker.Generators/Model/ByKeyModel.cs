namespace GenTracker.Generators.Model;

/// <summary>How an attribute is counted by key, on the tracker.</summary>
/// <param name="Accessibility">The members' accessibility.</param>
/// <param name="Increment"><c>IncrementX</c>.</param>
/// <param name="TryIncrement"><c>TryIncrementX</c>, on the tracker and on the child.</param>
internal sealed record ByKeyModel(string Accessibility, string Increment, string TryIncrement);
