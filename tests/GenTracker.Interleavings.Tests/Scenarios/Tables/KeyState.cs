namespace GenTracker.Interleavings.Scenarios.Tables;

/// <summary>The state of a key.</summary>
/// <param name="Number">The number of the entry that holds it; 0 if none does.</param>
/// <param name="IsVisible">Whether a find returns it.</param>
internal readonly record struct KeyState(int Number, bool IsVisible = false);
