namespace GenTracker.Interleavings.Scenarios.Tables;

/// <summary>One call on the table.</summary>
/// <param name="Verb">What to do.</param>
/// <param name="Key">With which key.</param>
/// <param name="Number">With which value of that key.</param>
/// <param name="Other">What to put in its place.</param>
internal readonly record struct TableCall(TableVerb Verb, string Key, int Number = 0, int Other = 0);
