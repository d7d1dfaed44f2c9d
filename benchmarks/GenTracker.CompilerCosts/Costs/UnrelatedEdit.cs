using GenTracker.CompilerCosts.Measuring;

namespace GenTracker.CompilerCosts.Costs;

/// <summary>The cost of an edit of a file without tracked classes, among 1,000 files.</summary>
/// <param name="Trackers">The number of tracked classes.</param>
/// <param name="Ours">Our generator.</param>
/// <param name="AttributeDriven">The generator that reads all classes again.</param>
/// <param name="NamesOnly">The generator that reads only their names.</param>
internal sealed record UnrelatedEdit(int Trackers, Sample Ours, Sample AttributeDriven, Sample NamesOnly);
