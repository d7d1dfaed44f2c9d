namespace GenTracker.Generators.Model;

/// <summary>How a property is set in one step with a read.</summary>
/// <param name="Accessibility">The accessibility of its members.</param>
/// <param name="Exchange"><c>ExchangeX</c>; null if the name is taken. The same holds for the members below.</param>
/// <param name="Update"><c>UpdateX</c>.</param>
/// <param name="UpdateWithState"><c>UpdateX</c> with a state.</param>
/// <param name="TrySet"><c>TrySetX</c>, of a unique property.</param>
internal sealed record SettableModel(string Accessibility, string? Exchange, string? Update, string? UpdateWithState, string? TrySet);
