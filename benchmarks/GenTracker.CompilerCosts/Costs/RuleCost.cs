namespace GenTracker.CompilerCosts.Costs;

/// <summary>The cost of one rule in one compile.</summary>
/// <param name="Id">The first id of the rule.</param>
/// <param name="Name">The name of its analyzer.</param>
/// <param name="Milliseconds">Processor time.</param>
/// <param name="Bytes">Allocated bytes.</param>
internal sealed record RuleCost(string Id, string Name, double Milliseconds, double Bytes);
