namespace GenTracker.Interleavings.Scenarios.Tables;

/// <summary>One call on the table.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="Key">The key.</param>
/// <param name="Number">Which entry of the key.</param>
/// <param name="Other">The entry that replaces it.</param>
internal readonly record struct TableCall(TableCallKind Kind, TableKey Key, int Number = 0, int Other = 0);
