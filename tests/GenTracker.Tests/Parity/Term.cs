namespace GenTracker.Tests.Parity;

/// <summary>A key that may hold anything, as the original's names could.</summary>
internal readonly record struct Term(object Value);
