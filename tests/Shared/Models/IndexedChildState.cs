namespace GenTracker.Models;

/// <summary>The state of a child in an index.</summary>
/// <param name="Value">Its value; 0 is null.</param>
/// <param name="IsAttached">Whether it is in the index.</param>
/// <param name="IsShown">Whether it can be found.</param>
/// <param name="IsSealed">Whether it has ended.</param>
internal readonly record struct IndexedChildState(int Value, bool IsAttached = true, bool IsShown = true, bool IsSealed = false);
