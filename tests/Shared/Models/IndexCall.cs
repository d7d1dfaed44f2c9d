namespace GenTracker.Models;

/// <summary>One call on an index of two children.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="Child">Which child: 0 or 1.</param>
/// <param name="Value">The value: 1 or 2; 0 is null.</param>
internal readonly record struct IndexCall(IndexCallKind Kind, int Child, int Value = 0);
