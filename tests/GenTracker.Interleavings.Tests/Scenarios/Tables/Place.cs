namespace GenTracker.Interleavings.Scenarios.Tables;

/// <summary>What there is of a key.</summary>
/// <param name="Number">The number of the value that holds it; 0 where none does.</param>
/// <param name="IsShown">Whether that value shows something.</param>
internal readonly record struct Place(int Number, bool IsShown = false);
